/** Reads the pictures that the browser paints. */
import { inflateSync } from 'node:zlib';

/** Pixels in reading order, `channels` bytes each: red, green, blue, and with four of them how opaque it is. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly channels: 3 | 4;
  readonly data: Uint8Array;
}

/**
 * @param file a PNG of 8 bits for each colour that is not interlaced, as Chromium writes it
 * @throws Error for any other PNG. The format is that of the W3C's recommendation, parts 9 (filters) and 11 (chunks).
 */
export function readPng(file: Buffer): Picture {
  const parts: Buffer[] = [];
  let header: Buffer | undefined;
  // A chunk is its length, four letters, as many bytes, and a checksum.
  for (let at = 8; at < file.length; at += 12 + file.readUInt32BE(at)) {
    const letters = file.toString('latin1', at + 4, at + 8);
    const bytes = file.subarray(at + 8, at + 8 + file.readUInt32BE(at));
    if (letters === 'IHDR') header = bytes;
    if (letters === 'IDAT') parts.push(bytes);
  }
  const kind = header && { bits: header[8], colours: header[9], interlaced: header[12] };
  if (!header || kind?.bits !== 8 || (kind.colours !== 2 && kind.colours !== 6) || kind.interlaced !== 0)
    throw new Error(`this is no PNG that can be read here: ${JSON.stringify(kind)}`);
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const channels = kind.colours === 6 ? 4 : 3;
  const row = width * channels;
  const raw = inflateSync(Buffer.concat(parts));
  const data = new Uint8Array(row * height);
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (row + 1)];
    for (let x = 0; x < row; x++) {
      const to = y * row + x;
      const left = x >= channels ? (data[to - channels] as number) : 0;
      const up = y > 0 ? (data[to - row] as number) : 0;
      const corner = x >= channels && y > 0 ? (data[to - row - channels] as number) : 0;
      data[to] = (raw[y * (row + 1) + 1 + x] as number) + guess(filter, left, up, corner);
    }
  }
  return { width, height, channels, data };
}

/** What a filter takes a byte to be by those before it; the file holds the difference. */
function guess(filter: number | undefined, left: number, up: number, corner: number): number {
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return (left + up) >> 1;
  if (filter !== 4) return 0;
  const [toLeft, toUp, toCorner] = [
    Math.abs(up - corner),
    Math.abs(left - corner),
    Math.abs(left + up - 2 * corner),
  ];
  return toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
}
