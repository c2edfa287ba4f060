import type { LessonMeta, TopicMeta } from '../../lessons/types.ts';
import type { ClientLessonState } from '../progress.ts';
import type { OffState } from '../ruleLevels.ts';

/** How views and lists say what was done; the words are those of the panel and of the exported progress. */

/** `1 place`, `2 places`. */
export function places(count: number): string {
  return count === 1 ? '1 place' : `${count} places`;
}

/** Everything that was done in a lesson, in the order in which people do it. */
export function done(state: ClientLessonState, off: OffState): string[] {
  return [
    ...(state.learned ? ['learned'] : []),
    ...(state.read ? ['read'] : []),
    ...(state.answered ? ['answered'] : []),
    ...(state.practised ? ['practised'] : []),
    ...(state.repairs > 0 ? [`repaired ${places(state.repairs)}`] : []),
    ...(state.known ? ['known, hints hidden'] : []),
    ...(off === 'none' ? [] : [off === 'all' ? 'hints off in settings' : 'some hints off in settings']),
  ];
}

/** The one word that fits beside a title in a narrow sidebar. */
export function inShort(meta: LessonMeta, state: ClientLessonState, off: OffState): string {
  const word = state.learned
    ? 'learned'
    : state.known
      ? 'known'
      : state.repaired
        ? 'repaired'
        : state.read
          ? 'read'
          : `${meta.minutes} min`;
  return off === 'none' ? word : `${word}, ${off === 'all' ? 'off' : 'partly off'}`;
}

/** `3 of 7 learned`. */
export function ofTopic(topic: TopicMeta, state: (lesson: string) => ClientLessonState): string {
  return `${topic.lessons.filter((id) => state(id).learned).length} of ${topic.lessons.length} learned`;
}

/** The icon that stands for a lesson's state; its shape tells it without its colour. */
export function iconOf(state: ClientLessonState): string {
  if (state.learned) return 'pass-filled';
  if (state.known) return 'eye-closed';
  if (state.repaired) return 'wrench';
  return state.read ? 'book' : 'circle-large-outline';
}
