/** What the screen showed between two moments: every frame that the browser painted, and what can be read from it. */
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
  /** Other than in the frame before; 0 in the first. */
  readonly step: number;
}

/**
 * Runs `act` and returns the frames painted meanwhile, as PNG in base64; the first shows what was there before. Frames
 * come in the order in which they were painted, so that all are there once one has come that was painted after a last
 * change made on purpose.
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
    await page.evaluate(blink);
    await until(
      page,
      async () => frames.length,
      (count) => count > 0,
      'what was there before has been painted',
    );
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
  const pictureOf = (frame = '') => readPng(Buffer.from(frame, 'base64'));
  const last = pictureOf(frames.at(-1));
  // A picture takes megabytes, so that no more of them are held than are compared.
  let before: Picture | undefined;
  return frames.map((frame) => {
    const picture = pictureOf(frame);
    const step = before ? unlike(picture, before, area) : 0;
    before = picture;
    return { ...light(picture, area), changed: unlike(picture, last, area), step };
  });
}

/** The indices of an area's first pixels in its rows, and of what comes after them, in the data of a picture. */
function rows(
  { width, channels }: Picture,
  { x, y, width: across, height }: Area,
): [from: number, to: number][] {
  return Array.from({ length: height }, (_, row) => {
    const from = ((y + row) * width + x) * channels;
    return [from, from + across * channels];
  });
}

function light(picture: Picture, area: Area): Pick<Look, 'bright' | 'inked'> {
  const { data, channels } = picture;
  const at = (index: number) => data[index] as number;
  let [bright, inked] = [0, 0];
  for (const [from, to] of rows(picture, area))
    for (let pixel = from; pixel < to; pixel += channels) {
      const lightness = 0.3 * at(pixel) + 0.6 * at(pixel + 1) + 0.1 * at(pixel + 2);
      if (lightness > 180) bright++;
      if (lightness > 60) inked++;
    }
  const all = area.width * area.height;
  return { bright: bright / all, inked: inked / all };
}

/** The share of an area's pixels that two pictures do not have in common. */
function unlike(one: Picture, other: Picture, area: Area): number {
  if (one.width !== other.width || one.channels !== other.channels)
    throw new Error('the window changed its size');
  const apart = (index: number) => Math.abs((one.data[index] as number) - (other.data[index] as number));
  let count = 0;
  for (const [from, to] of rows(one, area))
    for (let pixel = from; pixel < to; pixel += one.channels)
      if (apart(pixel) + apart(pixel + 1) + apart(pixel + 2) > 30) count++;
  return count / (area.width * area.height);
}
