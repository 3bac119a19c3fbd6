import type { Kind } from "./kinds";

/** Width and height in pixels, as a picture's header declares them. */
export interface Dimensions {
  width: number;
  height: number;
}

/** Bytes at the start of a picture that `dimensionsOf` wants to see: a camera's notes stand before its size. */
export const headerBytes = 256 * 1024;

/** Most pixels that are drawn: 4 bytes each once decoded, 256 MB in all. */
export const mostPixels = 64_000_000;

/** Longest side that is drawn; browsers refuse longer ones in their own ways. */
const longestSide = 32_767;

/**
 * The size that a picture declares, read from its first bytes; nothing is decoded. `undefined` where the header says
 * none, or isn't whole.
 */
export function dimensionsOf(start: Uint8Array, kind: Kind): Dimensions | undefined {
  const view = new DataView(start.buffer, start.byteOffset, start.byteLength);
  try {
    const found = readers[kind]?.(view);
    return found !== undefined && found.width > 0 && found.height > 0 ? found : undefined;
  } catch (error) {
    // Read beyond the end: the header isn't whole.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Whether a picture of this size may be given to the browser to decode. An unknown size may not. */
export function isDrawable(dimensions: Dimensions | undefined): boolean {
  if (dimensions === undefined) return false;
  const { width, height } = dimensions;
  return Math.max(width, height) <= longestSide && width * height <= mostPixels;
}

type Reader = (view: DataView) => Dimensions | undefined;

const readers: Partial<Record<Kind, Reader>> = {
  png: (view) => ({ width: view.getUint32(16), height: view.getUint32(20) }),
  gif,
  jpeg,
  webp,
  avif,
};

/** The screen, or the first image where it reaches farther: browsers make room for it. */
function gif(view: DataView): Dimensions {
  const packed = view.getUint8(10);
  let at = 13 + ((packed & 0x80) > 0 ? 3 << ((packed & 7) + 1) : 0);
  // Extensions are chains of blocks, each with its length before it; the last is empty.
  while (view.getUint8(at) === 0x21) {
    at += 2;
    while (view.getUint8(at) > 0) at += 1 + view.getUint8(at);
    at += 1;
  }
  return {
    width: Math.max(view.getUint16(6, true), view.getUint16(at + 1, true) + view.getUint16(at + 5, true)),
    height: Math.max(view.getUint16(8, true), view.getUint16(at + 3, true) + view.getUint16(at + 7, true)),
  };
}

/** Walks the segments of a JPEG to its first frame header (SOF). */
function jpeg(view: DataView): Dimensions | undefined {
  let at = 2;
  for (;;) {
    if (view.getUint8(at) !== 0xff) return undefined;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (isFrame(marker)) return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    // Scan data or the end, before any frame.
    if (marker === 0xda || marker === 0xd9) return undefined;
    const length = isBare(marker) ? 0 : view.getUint16(at + 2);
    if (!isBare(marker) && length < 2) return undefined;
    at += 2 + length;
  }
}

/** SOF0 to SOF15, but for the tables (DHT, JPG, DAC) that share their numbers. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}

/** Markers without a length. */
function isBare(marker: number): boolean {
  return marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);
}

function webp(view: DataView): Dimensions | undefined {
  switch (word(view, 12)) {
    case "VP8X":
      return { width: 1 + uint24(view, 24), height: 1 + uint24(view, 27) };
    case "VP8 ":
      return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
    case "VP8L": {
      const bits = view.getUint32(21, true);
      return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >> 14) & 0x3fff) };
    }
    default:
      return undefined;
  }
}

/** The largest of the sizes (`ispe`) in an AVIF's header: it may hold several pictures, and any may be the one shown. */
function avif(view: DataView): Dimensions | undefined {
  let largest: Dimensions | undefined;
  for (let at = 4; at + 16 <= view.byteLength; at += 1) {
    if (view.getUint8(at) !== 0x69 || word(view, at) !== "ispe") continue;
    const found = { width: view.getUint32(at + 8), height: view.getUint32(at + 12) };
    if (largest === undefined || found.width * found.height > largest.width * largest.height) largest = found;
  }
  return largest;
}

function word(view: DataView, at: number): string {
  return String.fromCharCode(view.getUint8(at), view.getUint8(at + 1), view.getUint8(at + 2), view.getUint8(at + 3));
}

function uint24(view: DataView, at: number): number {
  return view.getUint16(at, true) | (view.getUint8(at + 2) << 16);
}
