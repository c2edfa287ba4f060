export { type Case, type CaseFile, type CaseGood, parseCases } from './cases.ts';
export { type Fence, type FenceTags, parseFenceInfo, parseFences } from './fences.ts';
export { type FrontMatter, parseFrontMatter } from './frontMatter.ts';
export {
  type LessonHead,
  type ParsedLesson,
  parseCasesFile,
  parseLesson,
  renderSections,
} from './lesson.ts';
export { fillPlaceholders, type Placeholder, splitPlaceholders } from './placeholders.ts';
export { type MentionHead, type PracticeHead, parseTask, toPractice } from './practice.ts';
export { type Problem, placeOf, unifyLineBreaks } from './problem.ts';
export { minutesBounds, readingMinutes } from './readingTime.ts';
export { escapeHtml, type RenderOptions, renderInline, renderMarkdown } from './render.ts';
export { passagesOf, plainText } from './search/passages.ts';
export { SECTIONS } from './sections.ts';
export type * from './types.ts';
