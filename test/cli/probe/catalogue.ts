import { codesOf } from '../../../src/engine/index.ts';
import type { Catalogue, LessonMeta } from '../../../src/lessons/types.ts';
import { rules } from './rules.ts';

const lesson = (id: string, title: string): LessonMeta => ({
  id,
  topic: id.slice(0, id.indexOf('/')),
  title,
  summary: `${title}, in one sentence.`,
  minutes: 3,
  level: 'beginner',
  needs: [],
  rules: rules.filter((rule) => rule.lesson === id).map((rule) => rule.id),
  names: {},
  sources: [{ title: 'A source', url: 'https://example.org/source' }],
  hasQuiz: false,
  hasPractice: false,
});

export const catalogue: Catalogue = {
  topics: [
    { id: 'probe', title: 'The probe', summary: '', icon: 'beaker', lessons: ['probe/first'], files: [] },
    { id: 'other', title: 'Another', summary: '', icon: 'beaker', lessons: ['other/second'], files: [] },
  ],
  lessons: [lesson('probe/first', 'The first lesson'), lesson('other/second', 'The second lesson')],
  rules: rules.map(
    ({ id, title, topic, lesson: of, languages, severity, fix, explains, sameAs, insteadOf }) => ({
      id,
      title,
      topic,
      lesson: of,
      languages,
      severity,
      fix,
      explains: explains ?? [],
      sameAs: codesOf(sameAs ?? []),
      ...(insteadOf ? { insteadOf } : {}),
    }),
  ),
};
