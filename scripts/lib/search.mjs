/** What *Ask Hindsight* searches: passages, rules and terms, gathered from the content. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fullId, readContent } from './content.mjs';
import { contentFolder } from './content-files.mjs';
import { importTypeScript, lessonFormat } from './content-modules.mjs';
import { loadRules } from './content-rules.mjs';

/**
 * @param {import('./content.mjs').Content} content
 * @returns {Promise<import('../../src/lessons/search/entries.ts').SearchData>} entries in the order of the lessons
 */
export async function searchData(content) {
  const format = await lessonFormat();
  const { rules } = await loadRules(
    content.topics.flatMap((topic) => topic.rules),
    content.root,
  );
  /** @type {import('../../src/lessons/search/entries.ts').SearchEntry[]} */
  const entries = [];
  const known = new Set(content.topics.flatMap(({ lessons }) => lessons.map(({ id }) => id)));
  for (const topic of content.topics) {
    for (const { id, head, parsed } of topic.lessons) {
      const names = head.names ?? {};
      entries.push({ kind: 'lesson', lesson: id, title: head.title, text: head.summary });
      for (const section of parsed.sections)
        entries.push(...format.passagesOf(id, section.id, section.markdown, names));
      for (const { rule, definition } of rules) {
        if (rule.lesson !== id) continue;
        const messages = Object.values(definition.messages).map((message) =>
          format
            .plainText(message.replaceAll(/\{(\w+)\}/g, (_, name) => names[name] ?? '…'))
            .replace(/…\.$/, '…'),
        );
        entries.push({ kind: 'rule', lesson: id, rule: rule.id, title: definition.title, messages });
      }
    }
    for (const { term, also = [], text, lesson } of topic.glossary) {
      const id = fullId(topic.id, lesson);
      if (!known.has(id)) continue;
      entries.push({ kind: 'term', lesson: id, title: term, also, text: format.plainText(text) });
    }
  }
  /** @type {typeof import('../../src/lessons/search/index.ts')} */
  const { indexEntries } = await importTypeScript("export * from './src/lessons/search/index.ts';");
  return indexEntries(entries);
}

/**
 * Writes `<outDir>/search.json`.
 * @param {string} outDir absolute
 * @param {string} [contentRoot]
 */
export async function buildSearch(outDir, contentRoot = contentFolder) {
  const data = await searchData(await readContent(contentRoot));
  writeFileSync(join(outDir, 'search.json'), `${JSON.stringify(data)}\n`);
}
