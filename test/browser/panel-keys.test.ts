import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openPanel, type Panel } from '../panel/page.ts';
import { lessonMessage, placeIn, readersText } from '../panel/samples.ts';

/** The panel by keyboard. */

/** One stop of the Tab key. */
interface Stop {
  readonly html: string;
  /** Its place among what Tab has to reach; -1 for what is not asked for. */
  readonly at: number;
  readonly isSeen: boolean;
}

interface Focus {
  /** What Tab has to reach, as HTML, in the order of the page. */
  readonly wanted: readonly string[];
  stop(): Stop | undefined;
}

/** Puts what is asked about focus into the page: how each element looks without it is taken down now. */
function watchFocus(): readonly string[] {
  const opaque = (colour: string) => !/^transparent$|(?:, |\/ )0\)$/.test(colour);
  /** The outline, as far as it is seen, the borders and the shadow of an element and of all in its shadow tree. */
  const look = (element: Element) =>
    [element, ...(element.shadowRoot?.querySelectorAll('*') ?? [])].map((part) => {
      const style = getComputedStyle(part);
      const hasOutline =
        style.outlineStyle !== 'none' &&
        Number.parseFloat(style.outlineWidth) > 0 &&
        opaque(style.outlineColor);
      const hasBorder = Number.parseFloat(style.borderTopWidth) > 0 && opaque(style.borderTopColor);
      return {
        outline: hasOutline ? `${style.outlineWidth} ${style.outlineColor}` : '',
        border: hasBorder ? style.borderTopColor : '',
        shadow: style.boxShadow === 'none' ? '' : style.boxShadow,
      };
    });
  const groups = new Set<string>();
  const wanted = [
    ...document.querySelectorAll<HTMLElement>(
      'a[href], button, input, summary, vscode-button, vscode-checkbox',
    ),
  ].filter((element) => {
    if (!element.checkVisibility()) return false;
    // The focus of a button of the library is its inner one's.
    if (element.localName === 'vscode-button')
      return element.shadowRoot?.querySelector('button:enabled') !== null;
    if (element.tabIndex < 0 || element.matches(':disabled')) return false;
    // A group of radio buttons is one stop.
    if (!(element instanceof HTMLInputElement) || element.type !== 'radio') return true;
    return !groups.has(element.name) && groups.add(element.name);
  });
  const html = (element: Element) => element.outerHTML.slice(0, 120);
  const calm = new Map([...document.querySelectorAll('*')].map((element) => [element, look(element)]));
  const focus: Focus = {
    wanted: wanted.map(html),
    stop: () => {
      const element = document.activeElement;
      if (!element || element === document.body) return undefined;
      const before = calm.get(element) ?? [];
      const isSeen = look(element).some(({ outline, border, shadow }, at) => {
        const was = before[at];
        return (
          (outline !== '' && outline !== was?.outline) ||
          (border !== '' && border !== was?.border) ||
          (shadow !== '' && shadow !== was?.shadow)
        );
      });
      return { html: html(element), at: wanted.indexOf(element as HTMLElement), isSeen };
    },
  };
  Object.assign(window, { focusStops: focus });
  return focus.wanted;
}

const stopNow = (panel: Panel) =>
  panel.page.evaluate(() => (window as never as { focusStops: Focus }).focusStops.stop());

describe('The panel by keyboard', () => {
  test('everything that can be pressed is reached by Tab, with a focus that is seen', async () => {
    const panel = await openPanel();
    await panel.tell(lessonMessage(placeIn(readersText)));
    await panel.page.locator('.figure').waitFor();
    const wanted = await panel.page.evaluate(watchFocus);
    assert.ok(wanted.length > 40, `${wanted.length} things to press`);
    const reached = new Set<number>();
    const unseen: string[] = [];
    // Once round: what has no stop of its own between two others is the page itself, where Tab begins again.
    let rounds = 0;
    for (let presses = 0; rounds < 2; presses++) {
      assert.ok(presses < 500, 'Tab comes round');
      await panel.page.keyboard.press('Tab');
      const stop = await stopNow(panel);
      if (!stop) {
        rounds++;
        continue;
      }
      reached.add(stop.at);
      if (!stop.isSeen) unseen.push(stop.html);
    }
    assert.deepEqual(unseen, []);
    assert.deepEqual(
      wanted.filter((_, at) => !reached.has(at)),
      [],
    );
    await panel.close();
  });

  test('the arrow keys go through the numbers of the excerpt, which are one stop', async () => {
    const panel = await openPanel();
    await panel.tell(lessonMessage(placeIn(readersText)));
    assert.equal(await panel.page.locator('.excerpt button[tabindex="0"]').count(), 1);
    await panel.page.locator('.excerpt button[tabindex="0"]').focus();
    await panel.page.keyboard.press('ArrowDown');
    await panel.page.keyboard.press('Enter');
    assert.deepEqual(await panel.sentOf('reveal'), [{ type: 'reveal', revision: 1, line: 13 }]);
    await panel.close();
  });
});
