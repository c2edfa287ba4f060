import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { root } from '../../scripts/lib/paths.mjs';
import type { LessonBody } from '../../src/lessons/types.ts';
import { openPanel } from '../panel/page.ts';
import { lesson, lessonMessage } from '../panel/samples.ts';

describe('The examples of a lesson', () => {
  test('look the same, coloured when the lesson was built or on the page', async () => {
    const folder = join(root, 'dist', 'lessons');
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.json'),
    );
    const panel = await openPanel();
    const examples = async (sections: LessonBody['sections'], id: string) => {
      await panel.tell({ ...lessonMessage(null), lesson: { ...lesson, id, sections } });
      return panel.page.locator('figure.code pre code').evaluateAll((all) =>
        all.map((code) => {
          // Neighbours of one colour may be one piece or two.
          const pieces: [string, string][] = [];
          for (const { className, text } of [...code.childNodes].map((node) => ({
            className: node instanceof Element ? node.className : '',
            text: node.textContent ?? '',
          }))) {
            const last = pieces.at(-1);
            if (last?.[0] === className) last[1] += text;
            else pieces.push([className, text]);
          }
          return pieces;
        }),
      );
    };
    let compared = 0;
    let coloured = 0;
    for (const file of files) {
      const { sections } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as LessonBody;
      const plain = sections.map((section) => ({
        ...section,
        html: section.html.replaceAll(/<pre[\s\S]*?<\/pre>/g, (pre) =>
          pre.replaceAll(/<span class="hljs-[^"]*">|<\/span>/g, ''),
        ),
      }));
      assert.ok(!JSON.stringify(plain).includes('hljs-'), 'the second is without colours');
      const built = await examples(sections, `built/${file}`);
      assert.deepEqual(built, await examples(plain, `plain/${file}`), file);
      compared += built.length;
      if (sections.some(({ html }) => html.includes('hljs-'))) coloured++;
    }
    assert.ok(compared > 20, `${compared} examples`);
    assert.ok(coloured > 10, `${coloured} lessons were coloured when they were built`);
    assert.deepEqual(panel.faults, []);
    await panel.close();
  });
});
