import race from '../../../content/react-effects/late-answer/figure.ts';
import life from '../../../content/react-effects/unsubscribe/figure.ts';
import type { Figure } from './model.ts';

/** The figure of each lesson that has one, by the lesson's id. A test holds it in step with the content. */
export const figures: Readonly<Record<string, Figure>> = {
  'react-effects/late-answer': race,
  'react-effects/unsubscribe': life,
};
