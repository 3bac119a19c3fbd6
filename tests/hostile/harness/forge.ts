import type { CardChain } from "../../../web/src/protocol/account/card";
import { lockerOf, signAct, type Act } from "../../../web/src/protocol/act/act";
import { readBody } from "../../../web/src/protocol/act/read-body";
import { writeBody, type Body } from "../../../web/src/protocol/act/body";
import { readHeader, HEADER_KEYS, type Header } from "../../../web/src/protocol/act/header";
import { concat, hashOf, type Bytes, type Hash } from "../../../web/src/protocol/bytes";
import { writeCanonical } from "../../../web/src/protocol/canonical";
import { hkdf } from "../../../web/src/protocol/hazmat/hkdf";
import { encryptOnce } from "../../../web/src/protocol/hazmat/aes";
import { randomBytes } from "../../../web/src/protocol/hazmat/random";
import { contextInfo } from "../../../web/src/protocol/derive";
import { LogReader } from "../../../web/src/protocol/log/reader";
import type { Secret } from "../../../web/src/protocol/secret";
import { Draft } from "../../../web/src/worker/locker/draft";

/** A body as it is changed: whatever stands in it. */
export type Change = (body: Body, seq: number) => Body;

/**
 * The log with changed bodies, signed again from there on: chains, bases and hashes lead where they must. It is a log that the
 * holder could have written.
 */
export function resign(acts: readonly Act[], seed: Secret, change: Change): Act[] {
  const renamed = new Map<Hash, Hash>();
  const renew = <T extends Hash | undefined>(hash: T): T => (hash === undefined ? hash : ((renamed.get(hash) ?? hash) as T));
  return acts.map((act) => {
    const { header, body } = act;
    if (body === undefined) throw new Error("an act without its body can't be written again");
    const changed = change(withHashes(body, renew), header.seq);
    const prev = renew(header.prev);
    const chain = renew(header.chain);
    const { body: _, ...rest } = header;
    const signed = signAct({ ...rest, ...(prev && { prev }), ...(chain && { chain }) }, changed, seed, act.beside);
    renamed.set(act.hash, signed.hash);
    return signed;
  });
}

/** The same for changes after which an act belongs to another stream. Every rule holds for what comes out. */
export function rewrite(acts: readonly Act[], chain: CardChain, seed: Secret, change: Change): Act[] {
  const [first, second, ...rest] = acts;
  if (first === undefined || second === undefined) throw new Error("a locker has two acts");
  const renamed = new Map<Hash, Hash>();
  const renew = <T extends Hash | undefined>(hash: T): T => (hash === undefined ? hash : ((renamed.get(hash) ?? hash) as T));
  const draft = Draft.of(LogReader.open(lockerOf(first), [first, second], chain), chain, seed, acts.at(-1)?.header.time ?? 0, () => Promise.resolve(null));
  for (const { body, header, hash, beside } of rest) {
    if (body === undefined) throw new Error("an act without its body can't be written again");
    renamed.set(hash, draft.add(change(withHashes(body, renew), header.seq), beside).hash);
  }
  return [first, second, ...draft.acts];
}

function withHashes(body: Body, renew: <T extends Hash | undefined>(hash: T) => T): Body {
  if ("base" in body && body.base !== undefined) return { ...body, base: renew(body.base) };
  if (body.form === "seen" || body.form === "gap") return { ...body, hash: renew(body.hash) };
  return body;
}

/** The act with another header, whatever signed it. */
export function withHeader(act: Act, change: Partial<Header>): Act {
  const headerBytes = writeCanonical(HEADER_KEYS, { ...act.header, ...change });
  return { ...act, header: readHeader(headerBytes), headerBytes, hash: hashOf(headerBytes) };
}

/** The act with another body, though its header names the old one. */
export function withBody(act: Act, change: (body: Body) => Body): Act {
  if (act.body === undefined) throw new Error("the act has no body");
  const bodyBytes = writeBody(change(act.body));
  return { ...act, body: readBody(bodyBytes), bodyBytes };
}

/** The act as after a purge: its body is gone. */
export function withoutBody(act: Act): Act {
  const { body: _, bodyBytes: __, ...rest } = act;
  return rest;
}

export interface SealFlaws {
  /** First byte; 1 is the only suite. */
  suite?: number;
  /** Commits to nothing. */
  uncommitted?: true;
}

/** `seal` (§2) with a flaw: the ciphertext itself is right, and opens for whoever doesn't look. */
export async function sealFlawed(key: Secret, context: string, fields: (string | number)[], plaintext: Bytes, flaws: SealFlaws): Promise<Bytes> {
  const salt = randomBytes(32);
  const material = await hkdf(key.exposeBytes(), salt, contextInfo(context, ...fields), 64);
  const commitment = flaws.uncommitted ? randomBytes(32) : material.slice(32);
  return concat(Uint8Array.of(flaws.suite ?? 1), salt, commitment, await encryptOnce(material.slice(0, 32), plaintext));
}

/** One bit of one byte flipped. */
export function flip(bytes: Uint8Array, at: number, bit = 0): Bytes {
  const flipped = new Uint8Array(bytes);
  flipped[at] = (flipped[at] ?? 0) ^ (1 << bit);
  return flipped;
}
