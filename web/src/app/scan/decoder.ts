import { decodeQR } from "qr/decode.js";

/** The text of the code in a picture's pixels (RGBA), or nothing. Loaded only where the browser can't do it itself. */
export function readPixels({ width, height, data }: ImageData): string | undefined {
  try {
    return decodeQR({ width, height, data });
  } catch {
    return undefined;
  }
}
