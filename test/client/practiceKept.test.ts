import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { howPassed, isSameWork, parseKept } from '../../src/client/practice/kept.ts';

const text = 'const one = 1;\nconst two = 2;\nconst three = 3;\nconst four = 4;\n';

describe('what is remembered of a practice', () => {
  it('is read back as it was written', () => {
    const kept = { uri: 'untitled:Untitled-1', text, hints: 2, fixed: true, solution: false };
    assert.deepEqual(parseKept(JSON.parse(JSON.stringify({ 'a/b': kept }))).get('a/b'), kept);
  });

  it('is left out where it cannot be read', () => {
    for (const value of [undefined, null, 7, 'x', [], { 'a/b': null }, { 'a/b': { text: 7 } }])
      assert.equal(parseKept(value).size, 0, JSON.stringify(value));
    assert.equal(parseKept({ 'a/b': { text: 'x'.repeat(300_000) } }).size, 0);
    assert.deepEqual(
      parseKept({ 'a/b': { text, uri: 'file:///etc/passwd', hints: -1, fixed: 'yes' } }).get('a/b'),
      {
        text,
        hints: 0,
        fixed: false,
        solution: false,
      },
    );
  });
});

describe('a document that comes back', () => {
  it('is the one that was kept when its text is, or nearly', () => {
    assert.equal(isSameWork(text, text), true);
    assert.equal(isSameWork(text, text.replaceAll('\n', '\r\n')), true);
    assert.equal(isSameWork(text, text.replace('const two = 2;', 'const other = 2;')), true);
  });

  it('is another where little of the text is in it', () => {
    assert.equal(isSameWork(text, ''), false);
    assert.equal(isSameWork('', ''), true);
    assert.equal(isSameWork('', 'something'), false);
    assert.equal(isSameWork(text, 'const one = 1;\nrest\n'), false);
  });
});

describe('how a practice was passed', () => {
  it('is worth no word when it was by hand', () => {
    assert.equal(howPassed({ fixed: false, solution: false }), undefined);
  });

  it('is said where there was help', () => {
    assert.match(howPassed({ fixed: true, solution: false }) ?? '', /light bulb\. Reset/);
    assert.match(howPassed({ fixed: false, solution: true }) ?? '', /after a look at the solution\./);
    assert.match(howPassed({ fixed: true, solution: true }) ?? '', /light bulb and a look at the solution/);
  });
});
