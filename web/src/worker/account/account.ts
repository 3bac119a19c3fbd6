import { ArmoireError } from "../../bridge/bridge";
import { CardChain } from "../../protocol/account/card";
import { cardIdentity, forgetKeyring, mergeKeyrings, openKeyring, sealKeyring, type Keyring } from "../../protocol/account/keyring";
import type { WordsSecret } from "../../protocol/account/words-slot";
import { encode } from "../../protocol/bytes";
import type { Signer } from "../../protocol/change";
import type { Id } from "../../protocol/id";
import type { Place } from "../../protocol/log/state";
import { require } from "../../protocol/refusal";
import type { Secret } from "../../protocol/secret";
import { publicKeyOf } from "../../protocol/sign";
import type { Api } from "../http/api";
import type { KeyringNew } from "../http/ways-api";
import type { KeyringView } from "../http/shapes";

const TRIES = 5;

/** Highest keyring versions seen on this device; not a secret, so it outlives locking. */
export type SeenVersions = Map<Id, number>;

/** What a device knows when it opens an account. */
interface Known {
  cards?: CardChain;
  /** Newest acts of lockers that it has seen. */
  pins?: ReadonlyMap<Id, Place> | undefined;
}

/** An account whose key is in memory. */
export class Account {
  readonly id: Id;
  readonly key: Secret;
  /** The words' secret, where they were typed or made on this page: a rotation can keep them. */
  words?: WordsSecret;
  readonly #api: Api;
  readonly #seen: SeenVersions;
  #keyring: Keyring;
  #version: number;
  #cards: CardChain;
  /** The server gave an older keyring than this page has seen: only where its log lacks what the holder knows to be lost may that be. */
  readonly isBehind: boolean;

  private constructor(api: Api, seen: SeenVersions, id: Id, key: Secret, keyring: Keyring, version: number, cards: CardChain) {
    this.#api = api;
    this.#seen = seen;
    this.id = id;
    this.key = key;
    this.#keyring = keyring;
    this.#version = version;
    this.#cards = cards;
    this.isBehind = version < (seen.get(id) ?? 0);
    if (!this.isBehind) seen.set(id, version);
  }

  /**
   * Opens the keyring that the server gave and checks it against the chain of cards, `cards` where this device has just made its newest;
   * `card` when they don't agree. With `pins` the locker is read next: its log is asked for meanwhile, from where this device has it; and whether
   * an older keyring than was seen is refused, is told by that log (`isBehind`). Else it is `rolled_back`.
   */
  static async open(api: Api, seen: SeenVersions, id: Id, key: Secret, served: KeyringView, { cards: made, pins }: Known = {}): Promise<Account> {
    const chain = made === undefined ? api.cards(id).then((signed) => new CardChain(id, signed)) : Promise.resolve(made);
    // Met below, unless the keyring is refused before.
    chain.catch(() => undefined);
    const keyring = await openKeyring(key, id, served.version, pins === undefined ? (seen.get(id) ?? 0) : 0, served.sealed);
    const [own] = keyring.lockers;
    if (own !== undefined && pins !== undefined) api.askAhead(own.locker, pins.get(own.locker)?.seq);
    const cards = await chain;
    await checkCard(keyring, cards);
    return new Account(api, seen, id, key, keyring, served.version, cards);
  }

  get keyring(): Keyring {
    return this.#keyring;
  }

  get version(): number {
    return this.#version;
  }

  get cards(): CardChain {
    return this.#cards;
  }

  /** Signs what a session alone may not change. */
  get signer(): Signer {
    return { account: this.id, card: this.#cards.newest().hash, seed: this.#keyring.signing };
  }

  /** Fetches the chain again: somebody rotated the account elsewhere. */
  async renewCards(): Promise<CardChain> {
    const cards = new CardChain(this.id, await this.#api.cards(this.id));
    require(cards.continues(this.#cards), "card");
    this.#cards = cards;
    return cards;
  }

  /** Takes a newer keyring of the server's. */
  async renew(served: KeyringView): Promise<void> {
    const newer = await openKeyring(this.key, this.id, served.version, this.#version, served.sealed);
    this.#take(mergeKeyrings(newer, this.#keyring), served.version);
  }

  /**
   * The server lost what came after an older state, and the person knows it: goes on from its keyring, with what this one knows of more. The pin is
   * the act that says so, also where it comes before the one that is lost.
   */
  async goOn(locker: Id, head: Place): Promise<void> {
    const served = await this.#api.keyring();
    if (served.version >= this.#version) await this.renew(served);
    else this.#take(mergeKeyrings(this.#keyring, await openKeyring(this.key, this.id, served.version, 0, served.sealed)), served.version);
    const put = (keyring: KeyringNew) => this.#api.prepareKeyring(this.signer, keyring)();
    await this.change((keyring) => pinned(keyring, locker, head, true), put);
  }

  /** Keeps the newest verified head of a locker in the keyring. */
  async pin(locker: Id, head: Place): Promise<void> {
    const put = (keyring: KeyringNew) => this.#api.prepareKeyring(this.signer, keyring)();
    await this.change((keyring) => pinned(keyring, locker, head), put);
  }

  /** Changes the keyring by a request that carries it; made again where another device was first. */
  async change<T>(edit: (keyring: Keyring) => Keyring, put: (keyring: KeyringNew) => Promise<T>): Promise<T> {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const keyring = edit(this.#keyring);
      const [expected, version] = [this.#version, this.#version + 1];
      const sealed = encode(await sealKeyring(this.key, this.id, version, keyring));
      try {
        const answer = await put({ expected, version, sealed });
        this.#take(keyring, version);
        return answer;
      } catch (error) {
        if (!(error instanceof ArmoireError && error.code === "keyring_conflict")) throw error;
      }
      await this.renew(await this.#api.keyring());
    }
    throw new ArmoireError("keyring_conflict");
  }

  /** Like `pin`, in two steps: what this gives needs no key, and is tried once. */
  async preparePin(locker: Id, head: Place): Promise<() => Promise<void>> {
    const [expected, version] = [this.#version, this.#version + 1];
    const sealed = encode(await sealKeyring(this.key, this.id, version, pinned(this.#keyring, locker, head)));
    const send = this.#api.prepareKeyring(this.signer, { expected, version, sealed });
    return async () => {
      await send();
      this.#seen.set(this.id, version);
    };
  }

  forget(): void {
    this.key.forget();
    this.words?.forget();
    forgetKeyring(this.#keyring);
  }

  #take(keyring: Keyring, version: number): void {
    this.#keyring = keyring;
    this.#version = version;
    this.#seen.set(this.id, version);
  }
}

function pinned(keyring: Keyring, locker: Id, head: Place, anew = false): Keyring {
  const lockers = keyring.lockers.map((own) => (own.locker === locker && (anew || own.seq < head.seq) ? { ...own, ...head } : own));
  return { ...keyring, lockers };
}

/** The newest card is this keyring's: a server that shows another account's cards, or older ones, is found out. */
async function checkCard(keyring: Keyring, cards: CardChain): Promise<void> {
  const { content } = cards.newest();
  const recipient = await cardIdentity(keyring).recipient();
  const ours = content.number === keyring.card && content.signing === encode(publicKeyOf(keyring.signing)) && content.recipient === recipient;
  require(ours, "card");
}
