import { signAct, type Act } from "../../src/protocol/act/act";
import type { ObjectName } from "../../src/protocol/act/body";
import { CardChain, signCard } from "../../src/protocol/account/card";
import { encode, hashOf, type Text64 } from "../../src/protocol/bytes";
import { accountId, lockerId, type Id } from "../../src/protocol/id";
import { livingList, readList, writeList } from "../../src/protocol/log/living";
import { LogReader } from "../../src/protocol/log/reader";
import { isFolderStale, isStale, newestEpoch, type Locker } from "../../src/protocol/log/state";
import { Secret } from "../../src/protocol/secret";
import { publicKeyOf } from "../../src/protocol/sign";
import { Draft } from "../../src/worker/locker/draft";
import type { Random } from "./random";

/** What is sealed is random here: the log's rules look at its length only. */
const SEALED_KEY = 81 + 32;
const SEALED_LABEL = 81 + 512;

/** A valid log that grows at random, as its holder would write it and as a server keeps it. */
export class History {
  readonly random: Random;
  /** With every body. */
  readonly acts: Act[];
  readonly id: Id;
  /** Seqs whose bodies a server has deleted. */
  readonly gone = new Set<number>();
  cards: CardChain;
  reader: LogReader;
  #signing: Secret;
  #time = 1;

  constructor(random: Random) {
    this.random = random;
    this.#signing = new Secret(random.bytes(32));
    const account = accountId(publicKeyOf(this.#signing));
    this.cards = new CardChain(account, [this.#card(account, 1)]);
    const header = { author: account, card: this.cards.newest().hash, time: this.#time };
    const first = signAct({ seq: 0, ...header }, { form: "locker", kind: "locker", salt: this.#salt(), inbox: "age1pq1inbox" }, this.#signing);
    this.id = lockerId(first.hash);
    const key = { node: this.id, epoch: 1, key: this.#sealed(SEALED_KEY), inbox: "age1pq1inbox" };
    const second = signAct({ locker: this.id, seq: 1, prev: first.hash, ...header }, { form: "rotate", kind: "rotate", salt: this.#salt(), ...key }, this.#signing);
    this.acts = [first, second];
    this.reader = LogReader.open(this.id, this.acts, this.cards);
  }

  get locker(): Locker {
    return this.reader.locker;
  }

  /** Appends something that the rules allow. */
  step(): void {
    this.#time += this.random.below(3);
    const folder = this.random.pick([...this.locker.folders.keys()]);
    const document = this.random.pick([...this.locker.documents.keys()]);
    switch (this.random.below(12)) {
      case 0:
      case 1:
        this.#append((draft) => { this.#newFolder(draft); });
        return;
      case 2:
        this.#append((draft) => { this.#rotateLocker(draft); });
        return;
      case 3:
        this.#rotateAccount();
        return;
      case 4:
        this.#append((draft) => draft.add({ ...this.#of("seen"), node: folder ?? this.id, ...draft.locker.head }));
        return;
      case 5:
        this.checkpoint();
        return;
      case 6:
        if (document !== undefined) this.#purge(document);
        return;
      case 7:
        if (folder !== undefined) this.#append((draft) => { this.#putFolder(draft, folder); });
        return;
      case 8:
      case 9:
        if (document !== undefined && folder !== undefined) this.#append((draft) => { this.#move(draft, document, folder); });
        return;
      default:
        if (folder !== undefined) this.#append((draft) => { this.#put(draft, document, folder); });
    }
  }

  checkpoint(): void {
    this.#append((draft) => {
      const living = livingList(draft.locker);
      const list = writeList(living);
      draft.add({ ...this.#of("checkpoint"), list: hashOf(list), living: living.length }, list);
    });
  }

  /** The whole log as a server gives it: without the bodies that are gone. */
  whole(): Act[] {
    return this.acts.map((act) => (this.gone.has(act.header.seq) ? withoutBody(act) : act));
  }

  /** The newest checkpoint, its living acts, and what came after. */
  living(): Act[] | null {
    const served = this.whole();
    const checkpoint = served.findLast((act) => act.body?.form === "checkpoint");
    if (checkpoint === undefined) return null;
    const living = readList(checkpoint.beside).map(({ seq }) => served[seq]!);
    return [checkpoint, ...living, ...served.slice(checkpoint.header.seq + 1)];
  }

  #append(write: (draft: Draft) => unknown): void {
    const draft = Draft.of(this.reader, this.cards, this.#signing, this.#time, () => Promise.resolve(null));
    write(draft);
    this.reader = this.reader.extend(draft.acts, "newest", this.cards);
    this.acts.push(...draft.acts);
  }

  #newFolder(draft: Draft): void {
    this.#freshenLocker(draft);
    const hidden = this.random.below(4) === 0;
    const place = { node: this.#id(), parent: this.id, epoch: 1, version: 1, key: this.#sealed(SEALED_KEY), label: this.#sealed(SEALED_LABEL) };
    const under = hidden ? { private: true as const } : { under: newestEpoch(draft.locker.keys) };
    draft.add({ form: "new_folder", kind: "put", salt: this.#salt(), ...place, ...under });
  }

  #putFolder(draft: Draft, node: Id): void {
    this.#freshenFolder(draft, node);
    const folder = draft.locker.folders.get(node)!;
    const state = { parent: this.id, epoch: newestEpoch(folder.keys), version: folder.version + 1, base: folder.put.hash };
    draft.add({ form: "folder", kind: "put", salt: this.#salt(), node, ...state, label: this.#sealed(SEALED_LABEL) });
  }

  #put(draft: Draft, known: Id | undefined, folder: Id): void {
    const document = known === undefined || this.random.below(2) === 0 ? undefined : draft.locker.documents.get(known);
    const parent = document?.folder ?? folder;
    this.#freshenFolder(draft, parent);
    const epoch = newestEpoch(draft.locker.folders.get(parent)!.keys);
    const turn = document?.epoch === epoch ? document.turn + this.random.below(2) : 0;
    const base = document === undefined ? {} : { base: document.put.hash };
    this.#addDocument(draft, document === undefined ? this.#id() : known!, { parent, epoch, turn, version: (document?.version ?? 0) + 1, ...base });
  }

  #move(draft: Draft, node: Id, parent: Id): void {
    const document = draft.locker.documents.get(node)!;
    if (document.folder === parent) return;
    this.#freshenFolder(draft, parent);
    const leave = { node, parent: document.folder, base: document.put.hash, left: true as const };
    const { hash } = draft.add({ form: "leave", kind: "put", salt: this.#salt(), ...leave });
    const epoch = newestEpoch(draft.locker.folders.get(parent)!.keys);
    this.#addDocument(draft, node, { parent, epoch, turn: 0, version: document.version + 1, base: hash });
  }

  #purge(node: Id): void {
    const document = this.locker.documents.get(node)!;
    const gone = this.acts.filter(({ body }) => body?.form === "document" && body.node === node).map(({ header }) => header.seq);
    this.#append((draft) => draft.add({ ...this.#of("purge"), node, parent: document.folder, base: document.put.hash, gone }));
    for (const seq of gone) this.gone.add(seq);
  }

  #rotateAccount(): void {
    const before = this.#signing;
    this.#signing = new Secret(this.random.bytes(32));
    const { hash, content } = this.cards.newest();
    this.cards = this.cards.with(this.#card(content.account, content.number + 1, { hash, before }));
    const newest = this.cards.newest();
    this.#append((draft) => {
      draft.add({ ...this.#of("card"), card: newest.hash, number: newest.content.number });
      this.#rotateLocker(draft);
      for (const [id, folder] of draft.locker.folders) if (folder.private) this.#rotateFolder(draft, id);
    });
  }

  #freshenLocker(draft: Draft): void {
    if (isStale(draft.locker)) this.#rotateLocker(draft);
  }

  #freshenFolder(draft: Draft, id: Id): void {
    this.#freshenLocker(draft);
    if (isFolderStale(draft.locker, id)) this.#rotateFolder(draft, id);
  }

  #rotateLocker(draft: Draft): void {
    const key = { epoch: newestEpoch(draft.locker.keys) + 1, key: this.#sealed(SEALED_KEY), prior: this.#sealed(SEALED_KEY), inbox: "age1pq1inbox" };
    draft.add({ form: "rotate", kind: "rotate", salt: this.#salt(), node: this.id, ...key });
  }

  #rotateFolder(draft: Draft, node: Id): void {
    const folder = draft.locker.folders.get(node)!;
    const under = folder.private ? {} : { under: newestEpoch(draft.locker.keys) };
    const key = { epoch: newestEpoch(folder.keys) + 1, ...under, key: this.#sealed(SEALED_KEY), prior: this.#sealed(SEALED_KEY) };
    draft.add({ form: "rotate", kind: "rotate", salt: this.#salt(), node, ...key });
  }

  #addDocument(draft: Draft, node: Id, put: { parent: Id; epoch: number; turn: number; version: number; base?: Act["hash"] }): void {
    const objects: ObjectName[] = [{ id: this.#id(), size: 1200, sha256: hashOf(this.random.bytes(8)) }];
    draft.add({ form: "document", kind: "put", salt: this.#salt(), node, ...put, label: this.#sealed(SEALED_LABEL), objects });
  }

  #card(account: Id, number: number, last?: { hash: Act["hash"]; before: Secret }) {
    const previous = last === undefined ? {} : { previous: last.hash };
    const content = { account, number, signing: encode(publicKeyOf(this.#signing)), recipient: "age1pq1recipient", ...previous };
    return signCard(content, this.#signing, last?.before);
  }

  #of<K extends "seen" | "checkpoint" | "card" | "purge">(kind: K): { form: K; kind: K; salt: Text64 } {
    return { form: kind, kind, salt: this.#salt() };
  }

  #salt(): Text64 {
    return encode(this.random.bytes(16));
  }

  #sealed(length: number): Text64 {
    return encode(this.random.bytes(length));
  }

  #id(): Id {
    return lockerId(hashOf(this.random.bytes(20)));
  }
}

export function withoutBody({ body: _body, bodyBytes: _bytes, ...act }: Act): Act {
  return act;
}
