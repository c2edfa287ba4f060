import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type OfferedFix, OfferedFixes } from '../../src/client/offeredFixes.ts';
import type { EditData } from '../../src/protocol/server.ts';

const A = 'file:///a.yaml';
const B = 'file:///b.yaml';

const edit = (uri: string, line: number, from: number, to: number, newText: string): EditData => ({
  uri,
  range: { start: { line, character: from }, end: { line, character: to } },
  newText,
});

const fix = (rule: string, ...edits: EditData[]): OfferedFix => ({
  edits,
  applied: { uri: A, places: [{ rule, lesson: 'demo/first', range: edits[0]?.range as EditData['range'] }] },
});

const ruleOf = (offered: OfferedFixes, uri: string, text: string) =>
  offered.changed(uri, text)?.places[0]?.rule;

describe('a fix that was offered', () => {
  const offers = () => {
    const offered = new OfferedFixes();
    offered.offered({
      texts: new Map([
        [A, 'app: web\nport: 80\n'],
        [B, 'app: webapp\n'],
      ]),
      fixes: [
        fix('one', edit(A, 0, 5, 8, 'webapp')),
        fix('two', edit(A, 1, 0, 0, '# of the page\n'), edit(A, 1, 6, 8, '8080')),
        fix('other', edit(B, 0, 5, 11, 'web')),
      ],
    });
    return offered;
  };

  it('is known by the text that comes of it, whatever way the editor took', () => {
    assert.equal(ruleOf(offers(), A, 'app: webapp\nport: 80\n'), 'one');
    assert.equal(ruleOf(offers(), A, 'app: web\n# of the page\nport: 8080\n'), 'two');
    assert.equal(ruleOf(offers(), B, 'app: web\n'), 'other');
  });

  it('is known where the file has line breaks of two characters', () => {
    const offered = new OfferedFixes();
    offered.offered({
      texts: new Map([[A, 'a\r\nb\r\n']]),
      fixes: [fix('one', edit(A, 1, 0, 1, 'c\nd'))],
    });
    assert.equal(ruleOf(offered, A, 'a\r\nc\r\nd\r\n'), 'one');
  });

  it('is none after another change, and none for another file', () => {
    const offered = offers();
    assert.equal(ruleOf(offered, 'file:///c.yaml', 'app: webapp\n'), undefined);
    assert.equal(ruleOf(offered, A, 'app: w\nport: 80\n'), undefined);
    assert.equal(
      ruleOf(offered, A, 'app: webapp\nport: 80\n'),
      undefined,
      'the offer was for the text before',
    );
  });

  it('is told once', () => {
    const offered = offers();
    assert.equal(ruleOf(offered, A, 'app: webapp\nport: 80\n'), 'one');
    assert.equal(ruleOf(offered, A, 'app: webapp\nport: 80\n'), undefined);
  });

  it('is that of the newest offer, and old offers go', () => {
    const offered = offers();
    for (let at = 0; at < 8; at++) {
      offered.offered({
        texts: new Map([[B, 'x']]),
        fixes: [fix(`later-${at}`, edit(B, 0, 0, 1, 'y'))],
      });
    }
    assert.equal(ruleOf(offered, A, 'app: webapp\nport: 80\n'), undefined);
    assert.equal(ruleOf(offered, B, 'y'), 'later-7');
  });
});
