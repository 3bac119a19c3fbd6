import { CardChain, type SignedCard } from "../../../web/src/protocol/account/card";
import { Chains } from "../../../web/src/protocol/account/chains";
import { openKeyring, sealKeyring, type Keyring, type OwnLocker } from "../../../web/src/protocol/account/keyring";
import type { ObjectName } from "../../../web/src/protocol/act/body";
import type { Act } from "../../../web/src/protocol/act/act";
import type { Bytes } from "../../../web/src/protocol/bytes";
import { openDocumentLabel, type DocumentLabel } from "../../../web/src/protocol/locker/label";
import { decode } from "../../../web/src/protocol/bytes";
import type { Id } from "../../../web/src/protocol/id";
import { LogReader } from "../../../web/src/protocol/log/reader";
import type { Secret } from "../../../web/src/protocol/secret";
import { Api } from "../../../web/src/worker/http/api";
import { download } from "../../../web/src/worker/http/download";
import type { World } from "../../../web/src/worker/world";
import type { SessionView } from "../../../web/src/worker/http/shapes";
import { withAuthors } from "../../../web/src/worker/locker/others";
import { NodeKeys } from "../../../web/src/worker/locker/node-keys";
import type { Holder } from "./holder";
import { webWorld } from "./web-vault";

/**
 * Knows everything that the holder knows. Forgeries made with it are right in all but the one respect that a test is
 * about, so that only the check for that respect can refuse them.
 */
export class Insider {
  readonly account: Id;
  readonly session: SessionView;
  readonly accountKey: Secret;
  readonly slotSecret: Awaited<ReturnType<Holder["secret"]>>;
  readonly keyring: Keyring;
  readonly cards: readonly SignedCard[];
  readonly chain: CardChain;
  /** The whole log, as the server keeps it. */
  readonly acts: readonly Act[];
  readonly reader: LogReader;
  readonly keys: NodeKeys;
  readonly api: Api;
  readonly world: World;

  private constructor(known: Pick<Insider, "account" | "session" | "accountKey" | "slotSecret" | "keyring" | "cards" | "chain" | "acts" | "reader" | "keys" | "api" | "world">) {
    this.account = known.account;
    this.session = known.session;
    this.accountKey = known.accountKey;
    this.slotSecret = known.slotSecret;
    this.keyring = known.keyring;
    this.cards = known.cards;
    this.chain = known.chain;
    this.acts = known.acts;
    this.reader = known.reader;
    this.keys = known.keys;
    this.api = known.api;
    this.world = known.world;
  }

  /** Through an honest proxy. */
  static async enter(origin: string, holder: Holder): Promise<Insider> {
    const world = webWorld(origin);
    const api = new Api(world);
    const slotSecret = await holder.secret(origin);
    const session = await api.signIn("words", holder.handle, (await slotSecret.auth()).exposeBytes());
    const { account, slot } = session;
    const accountKey = await slotSecret.openSlot(account, slot.id, slot.sealed);
    const keyring = await openKeyring(accountKey, account, session.keyring.version, 0, session.keyring.sealed);
    const cards = await api.cards(account);
    const chain = new CardChain(account, cards);
    const own = ownOf(keyring);
    const acts = await api.acts(own.locker, 0);
    const reader = LogReader.open(own.locker, acts, await withAuthors(api, Chains.of(chain), acts), "each");
    return new Insider({ account, session, accountKey, slotSecret, keyring, cards, chain, acts, reader, keys: new NodeKeys(own.root), api, world });
  }

  get locker(): Id {
    return this.reader.locker.id;
  }

  get signing(): Secret {
    return this.keyring.signing;
  }

  get version(): number {
    return this.session.keyring.version;
  }

  /** The keyring with other contents, sealed as it must be. */
  sealKeyring(change: Partial<Keyring>, version = this.version): Promise<Bytes> {
    return sealKeyring(this.accountKey, this.account, version, { ...this.keyring, ...change });
  }

  /** A keyring whose pin allows any log that begins like this one: forged logs aren't refused for the pin. */
  unpinned(): Promise<Bytes> {
    const [first] = this.acts;
    if (first === undefined) throw new Error("a locker has a first act");
    const pin = { seq: first.header.seq, hash: first.hash };
    return this.sealKeyring({ lockers: this.keyring.lockers.map((own) => ({ ...own, ...pin })) });
  }

  /** Id and label of a document, by its name. */
  async document(name: string): Promise<{ id: Id; label: DocumentLabel; key: Secret }> {
    const { locker } = this.reader;
    for (const [id, document] of locker.documents) {
      const key = await this.keys.documentKey(locker, id, document);
      const label = await openDocumentLabel(key, { locker: locker.id, node: id, version: document.version }, decode(document.label));
      if (label.name === name) return { id, label, key };
    }
    throw new Error(`no document is called ${name}`);
  }

  /** The payload of a document as the log names it. */
  async object(name: string): Promise<ObjectName> {
    const { id } = await this.document(name);
    const [object] = this.reader.locker.documents.get(id)?.objects ?? [];
    if (object === undefined) throw new Error(`${name} has no payload`);
    return object;
  }

  /** Its ciphertext, as it is stored. */
  async ciphertext(name: string): Promise<Bytes> {
    return download(this.world, this.world.later, this.locker, await this.object(name));
  }
}

export function ownOf(keyring: Keyring): OwnLocker {
  const [own] = keyring.lockers;
  if (own === undefined) throw new Error("an account has a locker");
  return own;
}
