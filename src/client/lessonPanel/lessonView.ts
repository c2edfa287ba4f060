import type { Catalogue, LessonBody } from '../../lessons/types.ts';
import type { LessonLink, LessonView } from '../../protocol/panel.ts';
import type { LessonState } from './types.ts';

/**
 * Joins what the catalogue and the lesson's file know into what the page shows.
 * @param state progress of any lesson, for marking the ones that are learned
 * @returns undefined when the catalogue has no such lesson
 */
export function lessonView(
  catalogue: Catalogue,
  body: LessonBody,
  state: (lesson: string) => LessonState,
): LessonView | undefined {
  const meta = catalogue.lessons.find((lesson) => lesson.id === body.id);
  if (!meta) return undefined;
  const topic = catalogue.topics.find((item) => item.id === meta.topic);
  const order = topic?.lessons ?? [meta.id];
  const at = order.indexOf(meta.id);
  const link = (id: string | undefined): LessonLink | undefined => {
    const lesson = catalogue.lessons.find((item) => item.id === id);
    if (!lesson) return undefined;
    const done = state(lesson.id);
    return { id: lesson.id, title: lesson.title, learned: done.answered || done.practised || done.known };
  };
  const previous = link(order[at - 1]);
  const next = link(order[at + 1]);
  return {
    id: meta.id,
    title: meta.title,
    summary: meta.summary,
    minutes: meta.minutes,
    level: meta.level,
    topic: topic?.title ?? meta.topic,
    number: at + 1,
    count: order.length,
    needs: meta.needs.map(link).filter((item) => item !== undefined),
    ...(previous ? { previous } : {}),
    ...(next ? { next } : {}),
    sources: meta.sources,
    sections: body.sections,
    sequence: body.sequence ?? [],
    quiz: body.quiz,
    hasPractice: meta.hasPractice,
    ...(body.practice ? { task: body.practice.task } : {}),
    hasRules: meta.rules.length > 0,
  };
}
