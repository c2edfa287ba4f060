import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fillPlaceholders, splitPlaceholders } from '../../src/lessons/placeholders.ts';
import { renderInline, renderMarkdown } from '../../src/lessons/render.ts';

const names = { setter: 'setUser', dep: 'userId' };
const problems: string[] = [];
const onProblem = (message: string) => void problems.push(message);
const inline = (text: string) => {
  problems.length = 0;
  return renderInline(text, { names, onProblem });
};

describe('placeholders', () => {
  test('become names in code', () => {
    assert.equal(
      inline('Call {{setter}} now'),
      'Call <code><span data-name="setter">setUser</span></code> now',
    );
    assert.equal(inline('{{call|fetch<T>}}'), '<code><span data-name="call">fetch&#60;T&#62;</span></code>');
    assert.equal(inline('`{{setter}}(x)`'), '<code><span data-name="setter">setUser</span>(x)</code>');
  });

  test('without a default are a problem in prose and code in code', () => {
    assert.equal(inline('{{other}}'), '<code><span data-name="other">other</span></code>');
    assert.equal(problems.length, 1);
    assert.equal(
      inline('`style={{other}}` and `{{ a: 1 }}`'),
      '<code>style={{other}}</code> and <code>{{ a: 1 }}</code>',
    );
    assert.deepEqual(problems, []);
    assert.equal(inline('{{toString}}').includes('native code'), false);
  });

  test('are split and filled', () => {
    assert.deepEqual(splitPlaceholders('a {{dep}} b', names), ['a ', { name: 'dep', shown: 'userId' }, ' b']);
    assert.equal(fillPlaceholders('{{dep}} {{call|f}} {{x}}', names, { dep: 'id' }), 'id f {{x}}');
  });
});

describe('Markdown', () => {
  test('code keeps its text, its language and what it is', () => {
    const html = renderMarkdown('```tsx bad=r file=a.tsx\n<b>{"x"}</b>\n```\n', { names });
    assert.equal(
      html,
      '<pre data-language="tsx" data-kind="bad" data-file="a.tsx"><code>&#60;b&#62;{&#34;x&#34;}&#60;/b&#62;</code></pre>\n',
    );
    const coloured = renderMarkdown('```tsx\nx\n```', {
      names,
      highlight: (code, language) => `<i>${language} ${code}</i>`,
    });
    assert.equal(coloured, '<pre data-language="tsx" data-kind="plain"><code><i>tsx x</i></code></pre>\n');
  });

  test('raw HTML is text, but for keys', () => {
    assert.equal(inline('a <img src=x onerror=alert(1)> b'), 'a &#60;img src=x onerror=alert(1)&#62; b');
    assert.equal(problems.length, 1);
    assert.equal(inline('<kbd>F1</kbd>'), '<kbd>F1</kbd>');
    assert.deepEqual(problems, []);
    assert.doesNotMatch(renderMarkdown('<script>\nx\n</script>\n', { names }), /<script/);
    assert.doesNotMatch(inline('<kbd onclick=x>'), /<kbd/);
  });

  test('links lead to https or to lessons', () => {
    assert.equal(inline('[a](https://react.dev "t")'), '<a href="https://react.dev" title="t">a</a>');
    assert.equal(
      inline('[a](lesson:react-effects/key-resets)'),
      '<a href="#" data-lesson="react-effects/key-resets">a</a>',
    );
    assert.deepEqual(problems, []);
    for (const href of ['javascript:alert(1)', 'http://x.org', 'command:x', 'lesson:a', 'file.md']) {
      assert.equal(inline(`[a](${href})`), 'a', href);
      assert.equal(problems.length, 1, href);
    }
    assert.equal(inline('![a](https://x.org/y.png)'), 'a');
  });
});
