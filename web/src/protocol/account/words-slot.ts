import { concat, decode, hashOf, uint16, utf8, type Bytes } from "../bytes";
import { derive } from "../derive";
import { prepareAge } from "../hazmat/age";
import { prepareSlowHash, slowHash } from "../hazmat/argon2";
import type { Id } from "../id";
import { Secret } from "../secret";
import type { Handle } from "./handle";
import { openSlotKey, sealSlotKey } from "./slot-key";
import type { WordIndexes } from "./words";

/** P of the words slot (§5). */
export class WordsSecret {
  readonly #secret: Secret;

  constructor(secret: Secret) {
    this.#secret = secret;
  }

  /**
   * Derives P: 32 MiB of memory and most of a second on a phone. `origin` is the address that the person uses, never one
   * that the server alone names. The profile is compiled in: no server can ask for a weaker or a monstrous one.
   */
  static async derive(words: WordIndexes, origin: string, handle: Handle): Promise<WordsSecret> {
    this.prepare();
    const salt = decode(hashOf(utf8(`armoire/1/salt\n${origin}\n${handle}`)));
    return new WordsSecret(new Secret(await slowHash(concat(...words.map(uint16)), salt)));
  }

  /** Fetches the code for deriving, and for what comes after it. */
  static prepare(): void {
    prepareAge();
    prepareSlowHash();
  }

  /** Proof of knowing the words, for the server. */
  auth(): Promise<Secret> {
    return derive(this.#secret, { context: "auth", kind: "words" });
  }

  async sealSlot(account: Id, slot: Id, accountKey: Secret): Promise<Bytes> {
    return sealSlotKey(await this.#slotKey(), { account, slot, kind: "words" }, accountKey);
  }

  /** The account key; the refusals of `openSlotKey`. */
  async openSlot(account: Id, slot: Id, sealed: Bytes): Promise<Secret> {
    return openSlotKey(await this.#slotKey(), { account, slot, kind: "words" }, sealed);
  }

  forget(): void {
    this.#secret.forget();
  }

  /** P itself, for the vectors. */
  exposeSecret(): Secret {
    return this.#secret;
  }

  #slotKey(): Promise<Secret> {
    return derive(this.#secret, { context: "key", kind: "words" });
  }
}
