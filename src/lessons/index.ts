export { parseFences } from './fences.ts';
export type { FrontMatter } from './frontMatter.ts';
export {
  type LessonHead,
  type ParsedLesson,
  parseCasesFile,
  parseLesson,
  renderSections,
} from './lesson.ts';
export { type PracticeHead, parseTask, toPractice } from './practice.ts';
export { placeOf, unifyLineBreaks } from './problem.ts';
export { minutesBounds, readingMinutes } from './readingTime.ts';
export { escapeHtml, renderInline } from './render.ts';
export { passagesOf, plainText } from './search/passages.ts';
export { SECTIONS } from './sections.ts';
export type * from './types.ts';
