import type { SectionId } from './types.ts';

/** The sections of every lesson, in their order. */
export const SECTIONS: readonly { readonly id: SectionId; readonly title: string }[] = [
  { id: 'see', title: 'What you see' },
  { id: 'happens', title: 'What happens' },
  { id: 'your-code', title: 'In your code' },
  { id: 'way-out', title: 'The way out' },
  { id: 'fine', title: 'When it is fine' },
  { id: 'check', title: 'Check yourself' },
];
