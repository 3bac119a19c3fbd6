import { signAct, type Act } from "../../../web/src/protocol/act/act";
import type { Body, DocumentState, Seen } from "../../../web/src/protocol/act/body";
import type { Grant, GrantId, Revoke, Right } from "../../../web/src/protocol/act/people";
import type { Header } from "../../../web/src/protocol/act/header";
import { encode, hashOf, type Hash } from "../../../web/src/protocol/bytes";
import { randomBytes } from "../../../web/src/protocol/hazmat/random";
import { randomId, type Id } from "../../../web/src/protocol/id";
import { openDocumentLabel, sealLabel } from "../../../web/src/protocol/locker/label";
import { sealPayload } from "../../../web/src/protocol/locker/payload";
import { LogReader } from "../../../web/src/protocol/log/reader";
import { epochOf, type Locker } from "../../../web/src/protocol/log/state";
import { chainOf } from "../../../web/src/protocol/log/streams";
import { randomSalt } from "../../../web/src/protocol/salt";
import type { Insider } from "./insider";

/** Who signs. */
export type Signer = Pick<Insider, "account" | "chain" | "signing">;

/** What somebody is let do. */
export interface Granted {
  node: Id;
  right: Right;
  /** Milliseconds after the newest act: from when, and for how long. */
  start?: number;
  lasts?: number;
  via?: GrantId;
}

/**
 * A locker's log as it might go on: with acts that the server never got, each signed by whoever is said to be its author. Nobody's client
 * made them, so that nothing but a reader's rules keeps them out.
 */
export class Chronicle {
  readonly acts: Act[];
  readonly #holder: Insider;
  #reader: LogReader;

  /** From what the holder has on, or from the end of `acts`, the first of these. */
  constructor(holder: Insider, acts: readonly Act[] = holder.acts) {
    this.#holder = holder;
    this.#reader = acts === holder.acts ? holder.reader : LogReader.open(holder.locker, acts, holder.reader.cards);
    this.acts = [...acts];
  }

  get locker(): Locker {
    return this.#reader.locker;
  }

  /** The next act, good or not; `after` milliseconds later than the newest, or before it. */
  write(body: Body, by: Signer, after = 0, change: Partial<Header> = {}): Act {
    const { locker } = this;
    const chain = chainOf(locker, body);
    const place = { locker: locker.id, seq: locker.head.seq + 1, prev: locker.head.hash, ...(chain && { chain }) };
    return signAct({ ...place, author: by.account, card: by.chain.newest().hash, time: locker.time + after, ...change }, body, by.signing);
  }

  /** Takes an act that the rules allow; gives it. */
  add(body: Body, by: Signer, after = 0): Act {
    const act = this.write(body, by, after);
    this.take(act, by);
    return act;
  }

  /** Takes one that was written. */
  take(act: Act, by: Signer): void {
    this.#reader = this.#reader.extend([act], "each", by.chain);
    this.acts.push(act);
  }

  /** The log with an act at its end, whatever the rules say. */
  with(...acts: Act[]): Act[] {
    return [...this.acts, ...acts];
  }

  /** Time passes, and the holder says so. */
  pass(milliseconds: number): void {
    const { locker } = this;
    const seen: Seen = { form: "seen", kind: "seen", salt: randomSalt(), node: locker.id, ...locker.head };
    this.add(seen, this.#holder, milliseconds);
  }

  /** A new document of a folder, under the folder's newest key, or under that of an epoch before. */
  async added(folder: Id, epoch = epochOf(this.locker, folder) ?? 0): Promise<DocumentState> {
    const { locker } = this;
    const node = randomId();
    const { name, identity } = await sealPayload(new TextEncoder().encode("put there by somebody else"));
    const key = await this.#holder.keys.documentKey(locker, node, { folder, epoch, turn: 0 });
    const label = { name: "Added", type: "text/plain", size: 26, edition: 1, added: 1, modified: 1, payload: identity.exposeText() };
    const sealed = encode(await sealLabel(key, { locker: locker.id, node, version: 1 }, label));
    return { form: "document", kind: "put", salt: randomSalt(), node, parent: folder, epoch, turn: 0, version: 1, label: sealed, objects: [name] };
  }

  /** The next state of a document, with another name, under the key of its newest. */
  async renamed(node: Id, name: string): Promise<DocumentState> {
    const { locker } = this;
    const document = locker.documents.get(node);
    if (document === undefined) throw new Error("there is no such document");
    const { folder, epoch, turn, version, put, label, objects } = document;
    const key = await this.#holder.keys.documentKey(locker, node, document);
    const old = await openDocumentLabel(key, { locker: locker.id, node, version }, Uint8Array.from(Buffer.from(label, "base64url")));
    const sealed = encode(await sealLabel(key, { locker: locker.id, node, version: version + 1 }, { ...old, name }));
    const place = { node, parent: folder, epoch, turn, version: version + 1, base: put.hash };
    return { form: "document", kind: "put", salt: randomSalt(), ...place, label: sealed, objects: [...objects] };
  }

  granted(to: Signer, { node, right, start = 0, lasts = 3_600_000, via }: Granted): Grant {
    const { locker } = this;
    const document = locker.documents.get(node);
    const key = document ? { parent: document.folder, epoch: document.epoch, turn: document.turn } : { epoch: epochOf(locker, node) ?? 0 };
    const times = { start: locker.time + start, end: locker.time + start + lasts };
    const whom = { card: to.chain.newest().hash, grant: encode(randomBytes(16)) as GrantId, grantee: to.account };
    return { form: "grant", kind: "grant", salt: randomSalt(), node, ...key, ...whom, right, ...times, ...(via && { via }), box: randomHash() };
  }

  revoked(grant: GrantId): Revoke {
    return { form: "revoke", kind: "revoke", salt: randomSalt(), grant };
  }
}

function randomHash(): Hash {
  return hashOf(randomBytes(32));
}
