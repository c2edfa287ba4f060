import type { LessonMeta } from '../../lessons/types.ts';
import type { ClientLessonState } from '../progress.ts';
import { places } from './words.ts';

/** One thing to do in a lesson, as the sidebar lists it. */
export interface LessonStep {
  readonly id: 'read' | 'answer' | 'practise' | 'repair';
  readonly label: string;
  readonly isDone: boolean;
  /** Words beside the label that say whether it is done, and what is to be done. */
  readonly state: string;
  /** The same for the ear, where the sidebar has room for less. */
  readonly heard?: string;
  readonly tooltip: string;
  readonly command: { readonly title: string; readonly id: string; readonly argument: object };
}

/** @param known places in the workspace where a rule of the lesson has a hint; `undefined` when this is not known yet */
export function lessonSteps(
  { id, minutes, hasQuiz, hasPractice, rules }: LessonMeta,
  state: ClientLessonState,
  known: number | undefined,
): LessonStep[] {
  const open = (title: string, section: string) => ({
    title,
    id: 'hindsight.openLesson',
    argument: { lesson: id, passage: { section, block: 0 } },
  });
  const read: LessonStep = {
    id: 'read',
    label: 'Read',
    isDone: state.read,
    state: state.read ? 'done' : `to do, ${minutes} min`,
    tooltip: 'Opens the lesson at its beginning. It counts as read when its end has been seen.',
    command: open('Open Lesson', 'see'),
  };
  const answer: LessonStep = {
    id: 'answer',
    label: 'Check yourself',
    isDone: state.answered,
    state: state.answered ? 'done' : 'to do',
    tooltip:
      'Opens the questions at the end of the lesson. With all of them answered right, the lesson is learned.',
    command: open('Open the Questions', 'check'),
  };
  const practise: LessonStep = {
    id: 'practise',
    label: 'Practise',
    isDone: state.practised,
    state: state.practised ? 'done' : 'to do',
    tooltip: 'Opens a small file with the fault in it. With the fault repaired, the lesson is learned.',
    command: { title: 'Practise This Lesson', id: 'hindsight.practise', argument: { lesson: id } },
  };
  const repair: LessonStep = {
    id: 'repair',
    label: 'Repair in your code',
    isDone: state.repaired,
    state: repairState(state, known),
    ...(known && !state.repaired ? { heard: `to do, ${places(known)}` } : {}),
    tooltip:
      known === undefined
        ? 'Checks the workspace for places that this lesson is about.'
        : known === 0
          ? 'No hint of this lesson is known in the workspace.'
          : `${places(known)} in the workspace with a hint of this lesson.`,
    command: { title: 'Show the Places', id: 'hindsight.showPlaces', argument: { lesson: id } },
  };
  return [
    read,
    ...(hasQuiz ? [answer] : []),
    ...(hasPractice ? [practise] : []),
    ...(rules.length > 0 ? [repair] : []),
  ];
}

function repairState({ repairs }: ClientLessonState, known: number | undefined): string {
  if (repairs > 0) return known ? `${repairs} done, ${known} left` : `${repairs} done`;
  if (known === undefined) return 'not checked yet';
  return known === 0 ? 'no hints here' : places(known);
}
