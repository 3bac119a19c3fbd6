import type { Bytes } from "./bytes";
import { require } from "./refusal";

/** Blocks of sealed JSON, in bytes (§4). */
export const LABEL_BLOCK = 512;
export const KEYRING_BLOCK = 1024;

const SMALLEST = 1024;
const SPACE = 0x20;

/**
 * The padded length of a payload of `length` bytes: Padmé (Nikitin et al., "Reducing metadata leakage from encrypted files
 * and communication with PURBs", PoPETs 2019), at least 1,024; at most 12 % longer above that.
 */
export function paddedLength(length: number): number {
  const least = Math.max(length, SMALLEST);
  const exponent = floorLog2(least);
  const significant = floorLog2(exponent) + 1;
  const step = 2 ** (exponent - significant);
  return Math.ceil(least / step) * step;
}

/** `file`, then zero bytes. */
export function padPayload(file: Uint8Array): Bytes {
  const padded = new Uint8Array(paddedLength(file.length));
  padded.set(file);
  return padded;
}

/** Cuts to the true length; `padding` unless the rest is as long as it must be, and zero. */
export function unpadPayload(padded: Bytes, length: number): Bytes {
  require(padded.length === paddedLength(length), "padding");
  for (let at = length; at < padded.length; at += 1) require(padded[at] === 0, "padding");
  return padded.slice(0, length);
}

/** `json`, then spaces up to the next multiple of `block`. */
export function padJson(json: Uint8Array, block: number): Bytes {
  const padded = new Uint8Array(Math.ceil(json.length / block) * block).fill(SPACE);
  padded.set(json);
  return padded;
}

/** floor(log2) without the rounding of `Math.log2`. */
function floorLog2(value: number): number {
  return 31 - Math.clz32(value);
}
