/** What the screen showed between two moments: every frame that the browser painted, and what can be told of it. */
import type { Frame, Page } from 'playwright-core';
import { type Picture, readPng } from './png.ts';
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

/** Looks at an area of every frame. */
export function looksOf(frames: readonly string[], area: Area): Look[] {
  const last = readPng(Buffer.from(frames.at(-1) ?? '', 'base64'));
  return frames.map((frame) => look(readPng(Buffer.from(frame, 'base64')), last, area));
}

function look({ width, channels, data }: Picture, last: Picture, area: Area): Look {
  if (width !== last.width || channels !== last.channels) throw new Error('the window changed its size');
  const colours = (from: Uint8Array, at: number) =>
    [from[at] as number, from[at + 1] as number, from[at + 2] as number] as const;
  let [bright, inked, changed] = [0, 0, 0];
  for (let y = area.y; y < area.y + area.height; y++)
    for (let x = area.x; x < area.x + area.width; x++) {
      const at = (y * width + x) * channels;
      const [r, g, b] = colours(data, at);
      const [wasR, wasG, wasB] = colours(last.data, at);
      const light = 0.3 * r + 0.6 * g + 0.1 * b;
      if (light > 180) bright++;
      if (light > 60) inked++;
      if (Math.abs(r - wasR) + Math.abs(g - wasG) + Math.abs(b - wasB) > 30) changed++;
    }
  const all = area.width * area.height;
  return { bright: bright / all, inked: inked / all, changed: changed / all };
}
