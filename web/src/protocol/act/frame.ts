import { concat, hashOf, uint32, type Bytes } from "../bytes";
import * as limits from "../limits";
import { require } from "../refusal";
import { SIGNATURE } from "../sign";
import type { Act } from "./act";
import { readHeader } from "./header";
import { readBody } from "./read-body";

const BODY_GONE = 0xffffffff;

/** `uint32 length, header | 64 bytes signature | uint32 length, body | uint32 length, beside`, integers big-endian. */
export function writeFrames(acts: readonly Act[]): Bytes {
  return concat(
    ...acts.flatMap((act) => [
      ...part(act.headerBytes),
      act.signature,
      ...(act.bodyBytes === undefined ? [uint32(BODY_GONE)] : part(act.bodyBytes)),
      ...part(act.beside),
    ]),
  );
}

/**
 * Reads all frames, at most `most`. `malformed` for a cut frame or trailing bytes, `too_large` for a part or a count over its
 * limit, `body` when a body doesn't have the hash that its header names, and the refusals of header and body.
 */
export function readFrames(bytes: Bytes, most: number): Act[] {
  const cursor = new Cursor(bytes);
  const acts: Act[] = [];
  while (!cursor.isAtEnd()) {
    require(acts.length < most, "too_large");
    const header = cursor.take(cursor.length(), limits.ACT_HEADER);
    const signature = cursor.take(SIGNATURE, SIGNATURE);
    const bodyLength = cursor.length();
    const body = bodyLength === BODY_GONE ? null : cursor.take(bodyLength, limits.ACT_BODY);
    const beside = cursor.take(cursor.length(), limits.CHECKPOINT_LIST);
    acts.push(readAct(header, signature, body, beside));
  }
  return acts;
}

function readAct(headerBytes: Bytes, signature: Bytes, bodyBytes: Bytes | null, beside: Bytes): Act {
  const header = readHeader(headerBytes);
  const act: Act = { header, headerBytes, signature, beside, hash: hashOf(headerBytes) };
  if (bodyBytes === null) return act;
  require(hashOf(bodyBytes) === header.body, "body");
  return { ...act, body: readBody(bodyBytes), bodyBytes };
}

function part(bytes: Bytes): Bytes[] {
  return [uint32(bytes.length), bytes];
}

class Cursor {
  readonly #bytes: Bytes;
  #at = 0;

  constructor(bytes: Bytes) {
    this.#bytes = bytes;
  }

  isAtEnd(): boolean {
    return this.#at === this.#bytes.length;
  }

  length(): number {
    const at = this.#at;
    require(at + 4 <= this.#bytes.length, "malformed");
    this.#at += 4;
    return new DataView(this.#bytes.buffer, this.#bytes.byteOffset).getUint32(at);
  }

  take(length: number, limit: number): Bytes {
    require(length <= limit, "too_large");
    require(this.#at + length <= this.#bytes.length, "malformed");
    const taken = this.#bytes.slice(this.#at, this.#at + length);
    this.#at += length;
    return taken;
  }
}
