import { readFileSync } from 'node:fs';
import { ownValue } from '../base/own.ts';
import { kindOf, languageOfFence } from '../engine/languages.ts';
import type { Catalogue, LessonBody, LessonMeta, RuleMeta } from '../lessons/types.ts';
import { causeOf, Failure } from './failure.ts';
import { nearest } from './nearest.ts';
import { block, joined, json, line, padded, type Shown } from './report/shown.ts';
import type { Style } from './report/style.ts';

/**
 * The ids of the rules that words name: a rule's id, its last part, or a topic's id.
 * @throws Failure naming what comes near
 */
export function chooseRules(wanted: readonly string[], catalogue: Catalogue): string[] {
  if (wanted.length === 0) return catalogue.rules.map((rule) => rule.id);
  const chosen = new Set<string>();
  for (const word of wanted) {
    const rules = catalogue.rules.filter(
      (rule) => rule.topic === word || rule.id === word || rule.id.endsWith(`/${word}`),
    );
    const isTopic = catalogue.topics.some((topic) => topic.id === word);
    if (rules.length === 0 && !isTopic) {
      const near = nearest(word, [
        ...catalogue.rules.map((rule) => rule.id),
        ...catalogue.topics.map((topic) => topic.id),
      ]);
      const hint =
        near.length > 0 ? `Did you mean ${near.join(' or ')}?` : 'Run "hindsight rules" for their ids.';
      throw new Failure(`There is no rule or topic "${word}". ${hint}`);
    }
    for (const rule of rules) chosen.add(rule.id);
  }
  return catalogue.rules.map((rule) => rule.id).filter((id) => chosen.has(id));
}

/** Whether an id of the setting `hindsight.rules` means something. */
export function isKnownId(id: string, catalogue: Catalogue): boolean {
  return catalogue.rules.some((rule) => rule.id === id) || catalogue.topics.some((topic) => topic.id === id);
}

/** The rules as `rules` prints them. */
export function rulesText(catalogue: Catalogue, format: 'pretty' | 'json', style: Style): Shown {
  if (format === 'json') {
    const rules = catalogue.rules.map(({ id, title, topic, lesson, languages, severity, fix, explains }) => ({
      id,
      title,
      topic,
      lesson,
      languages,
      severity,
      fix,
      explains,
    }));
    return line`${json(rules, 2)}\n`;
  }
  const width = Math.max(0, ...catalogue.rules.map((rule) => rule.id.length));
  return sections(catalogue, style, (topic) =>
    catalogue.rules
      .filter((rule) => rule.topic === topic)
      .map(
        (rule) =>
          line`  ${padded(line`${rule.id}`, width)}  ${rule.severity.padEnd(11)}  ${fixWords(rule).padEnd(13)}  ${rule.title}`,
      ),
  );
}

/** The lessons as `lessons` prints them. */
export function lessonsText(catalogue: Catalogue, format: 'pretty' | 'json', style: Style): Shown {
  if (format === 'json') return line`${json(catalogue.lessons, 2)}\n`;
  return sections(catalogue, style, (topic) =>
    catalogue.lessons
      .filter((lesson) => lesson.topic === topic)
      .flatMap((lesson) => [
        line`  ${style.bold(lesson.title)} ${style.dim(`(${lesson.minutes} min, ${lesson.level})  ${lesson.id}`)}`,
        block(wrap(lesson.summary, '    ').join('\n')),
      ]),
  );
}

function sections(catalogue: Catalogue, style: Style, body: (topic: string) => Shown[]): Shown {
  return joined(
    catalogue.topics.map((topic) => line`${joined([style.bold(topic.title), ...body(topic.id)], '\n')}\n`),
    '\n',
  );
}

function fixWords(rule: RuleMeta): string {
  return rule.fix === 'none' ? 'no fix' : `${rule.fix} fix`;
}

/**
 * What a rule finds, and the lesson behind it, as plain text.
 * @throws Failure when there is no such rule, or the lesson's text cannot be read
 */
export function explainText(word: string, catalogue: Catalogue, style: Style): Shown {
  const isMeant = ({ id }: { id: string }) => id === word || id.endsWith(`/${word}`);
  const matches = catalogue.rules.filter(isMeant);
  const group = (catalogue.groups ?? []).find(isMeant);
  if (group && matches.length === 0) {
    const lesson = catalogue.lessons.find((candidate) => candidate.id === group.lesson);
    const members = joined(
      group.members.map((id) => style.dim(`  ${id}`)),
      '\n',
    );
    return line`${style.bold('Shown as one where they meet:')}\n${members}\n\n${lesson ? lessonText(lesson, style) : ''}`;
  }
  if (matches.length !== 1) {
    const near =
      matches.length > 1
        ? matches.map((rule) => rule.id)
        : nearest(
            word,
            catalogue.rules.map((rule) => rule.id),
          );
    const hint =
      near.length > 0 ? `Did you mean ${near.join(' or ')}?` : 'Run "hindsight rules" for their ids.';
    throw new Failure(`There is no rule "${word}". ${hint}`);
  }
  const rule = matches[0] as RuleMeta;
  const lesson = catalogue.lessons.find((candidate) => candidate.id === rule.lesson);
  const head = [
    style.bold(rule.title),
    style.dim(`${rule.id}: ${rule.severity}, ${fixWords(rule)}, reads ${rule.languages.join(', ')}`),
  ];
  if (rule.explains.length > 0) head.push(style.dim(`also explains ${rule.explains.join(', ')}`));
  return line`${joined(head, '\n')}\n\n${lesson ? lessonText(lesson, style) : ''}`;
}

function lessonText(lesson: LessonMeta, style: Style): Shown {
  const file = new URL(`./lessons/${lesson.id}.json`, import.meta.url);
  let body: LessonBody;
  try {
    body = JSON.parse(readFileSync(file, 'utf8')) as LessonBody;
  } catch (error) {
    throw new Failure(
      `The lesson ${lesson.id} cannot be read: ${causeOf(error)}. Build again with "npm run build".`,
    );
  }
  const text = [style.bold(`Lesson: ${lesson.title}`), block(wrap(lesson.summary, '').join('\n')), line``];
  const shown = { fault: false };
  for (const section of body.sections)
    text.push(style.bold(section.title), line``, block(plainText(section.html, shown)), line``);
  if (lesson.sources.length > 0) {
    text.push(
      style.bold('Sources'),
      line``,
      ...lesson.sources.map((source) => line`- ${source.title}: ${source.url}`),
    );
  } else text.pop();
  return line`${joined(text, '\n')}\n`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};

/** Commands with their output; `#` is no prompt of ours. */
const CONSOLE = 'console';

/** A line of comment in the language of a code block; `//` where the language is unknown. */
function commentLine(block: string, words: string): string {
  const language = /data-language="([^"]*)"/.exec(block)?.[1] ?? '';
  const own = kindOf(languageOfFence(language)?.id ?? '')?.comments[0];
  const [open, close] = own ?? [language === CONSOLE ? '#' : '//'];
  return `${open} ${words}${close ? ` ${close}` : ''}`;
}

/**
 * The text of HTML that the lessons' own rendering made: paragraphs and lists wrapped, code indented.
 * @param shown whether an example of a fault came before; what comes after one is called its other side
 */
export function plainText(html: string, shown = { fault: false }): string {
  const blocks = html.split(/(<pre[\s\S]*?<\/pre>)/);
  const text = blocks.map((block) => {
    if (block.startsWith('<pre')) {
      const kind = /data-kind="(bad|good)"/.exec(block)?.[1];
      const code = unescapeHtml(block.replace(/<[^>]*>/g, '')).replace(/\n+$/, '');
      if (kind === 'bad') shown.fault = true;
      const words = kind === 'bad' ? 'not so:' : kind === 'good' && shown.fault ? 'but so:' : undefined;
      const label = words ? `    ${commentLine(block, words)}\n` : '';
      return `${label}${code.replace(/^(?=.)/gm, '    ')}\n`;
    }
    return block
      .replace(/<li[^>]*>/g, '\n\n- ')
      .split(/<\/?(?:p|ul|ol|li|h\d|blockquote|div|section|table|tr)[^>]*>|\n\n/)
      .map((part) =>
        unescapeHtml(
          part
            .replace(/<br\s*\/?>/g, '\n')
            .replace(/<\/?code>/g, '`')
            .replace(/<[^>]*>/g, ''),
        ),
      )
      .map((part) => part.replace(/\s+/g, ' ').trim())
      .filter((part) => part !== '' && part !== '-')
      .map((part) =>
        wrap(part, part.startsWith('- ') ? '  ' : '', part.startsWith('- ') ? '' : undefined).join('\n'),
      )
      .join('\n\n');
  });
  return text
    .filter((part) => part.trim() !== '')
    .join('\n\n')
    .replace(/\n{3,}/g, '\n\n')
    .trimEnd();
}

function unescapeHtml(text: string): string {
  return text.replace(
    /&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi,
    (whole, decimal?: string, hex?: string, name?: string) => {
      if (decimal) return String.fromCodePoint(Number(decimal));
      if (hex) return String.fromCodePoint(Number.parseInt(hex, 16));
      return ownValue(ENTITIES, name ?? '') ?? whole;
    },
  );
}

/** Lines of at most 88 columns. */
function wrap(text: string, indent: string, first = indent): string[] {
  const lines: string[] = [];
  let line = first;
  let isEmpty = true;
  for (const word of text.split(/\s+/)) {
    if (!isEmpty && line.length + 1 + word.length > 88) {
      lines.push(line);
      line = indent;
      isEmpty = true;
    }
    line += isEmpty ? word : ` ${word}`;
    isEmpty = false;
  }
  lines.push(line);
  return lines;
}
