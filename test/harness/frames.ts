/** What the screen showed between two moments: every frame that the browser painted, and what can be told of it. */
import type { Frame, Page } from 'playwright-core';
import { until } from './waiting.ts';

/** A part of the window in CSS pixels. */
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Shares of an area's pixels, from 0 to 1. */
export interface Look {
  /** Lighter than any text of a dark theme fills. */
  readonly bright: number;
  /** Lighter than a dark theme's background. */
  readonly inked: number;
  /** Other than in the last frame. */
  readonly changed: number;
}

/**
 * Runs `act` and returns the frames painted meanwhile, as PNG in base64. Frames come in the order in which they were
 * painted, so that all are there once one has come that was painted after a last change made on purpose.
 * @param act ends when what is to be painted is there, and returns the page that it is in
 */
export async function framesWhile(page: Page, act: () => Promise<Frame>): Promise<string[]> {
  const session = await page.context().newCDPSession(page);
  const frames: string[] = [];
  /** When the last frame was painted, in seconds. */
  let painted = 0;
  session.on('Page.screencastFrame', ({ data, metadata, sessionId }) => {
    frames.push(data);
    painted = metadata.timestamp ?? 0;
    // The session ends while the last frame is under way.
    session.send('Page.screencastFrameAck', { sessionId }).catch(() => undefined);
  });
  await session.send('Page.startScreencast', { format: 'png', everyNthFrame: 1 });
  try {
    const frame = await act();
    await frame.evaluate(twoFrames);
    await page.evaluate(twoFrames);
    const done = await page.evaluate(blink);
    await until(
      page,
      async () => painted,
      (at) => at > done,
      'the last change has been painted',
    );
  } finally {
    await session.send('Page.stopScreencast');
    await session.detach();
  }
  return frames;
}

/** Settles when what a document was to paint has been painted. */
function twoFrames(): Promise<void> {
  return new Promise((settle) => requestAnimationFrame(() => requestAnimationFrame(() => settle())));
}

/** Changes a pixel in the corner of the window. @returns the time before that, in seconds */
function blink(): number {
  const before = Date.now() / 1000;
  const dot = document.createElement('div');
  Object.assign(dot.style, { position: 'fixed', right: '0', bottom: '0', width: '1px', height: '1px' });
  dot.style.background = 'red';
  document.body.append(dot);
  requestAnimationFrame(() => requestAnimationFrame(() => dot.remove()));
  return before;
}

/**
 * One pixel of so many is looked at, in reading order. It is a prime, so that the pixels stand in no column and hit every
 * line of a text.
 */
const every = 13;

/** Looks at an area of every frame. */
export async function looksOf(page: Page, frames: readonly string[], area: Area): Promise<Look[]> {
  const reader = await page.context().newPage();
  try {
    return await reader.evaluate(
      async ({ frames, area, every }) => {
        const pixels = async (frame: string) => {
          const image = new Image();
          image.src = `data:image/png;base64,${frame}`;
          await image.decode();
          const canvas = new OffscreenCanvas(image.width, image.height);
          const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
          context.drawImage(image, 0, 0);
          return context.getImageData(area.x, area.y, area.width, area.height).data;
        };
        const last = await pixels(frames.at(-1) as string);
        const looks = [];
        for (const frame of frames) {
          const data = await pixels(frame);
          let [bright, inked, changed] = [0, 0, 0];
          for (let at = 0; at < data.length; at += 4 * every) {
            const r = data[at] as number;
            const g = data[at + 1] as number;
            const b = data[at + 2] as number;
            const light = 0.3 * r + 0.6 * g + 0.1 * b;
            if (light > 180) bright++;
            if (light > 60) inked++;
            const difference =
              Math.abs(r - (last[at] as number)) +
              Math.abs(g - (last[at + 1] as number)) +
              Math.abs(b - (last[at + 2] as number));
            if (difference > 30) changed++;
          }
          const all = data.length / (4 * every);
          looks.push({ bright: bright / all, inked: inked / all, changed: changed / all });
        }
        return looks;
      },
      { frames, area, every },
    );
  } finally {
    await reader.close();
  }
}
