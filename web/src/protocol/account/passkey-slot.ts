import { encode, utf8, type Bytes } from "../bytes";
import { derive } from "../derive";
import { sha256 } from "../hazmat/hash";
import type { Id } from "../id";
import { require } from "../refusal";
import { Secret } from "../secret";
import { openSlotKey, sealSlotKey } from "./slot-key";

/** What an authenticator is asked (WebAuthn PRF), the same for everybody at this address. */
export function passkeyInput(origin: string): Bytes {
  return new Uint8Array(sha256(utf8(`armoire/1/passkey\n${origin}`)));
}

/** A passkey (§5): P is what its authenticator answers, after it has verified its user. */
export class PasskeySecret {
  readonly #secret: Secret;

  constructor(secret: Secret) {
    this.#secret = secret;
  }

  /** An authenticator's answer; `length` for anything but 32 bytes. */
  static read(answer: Bytes): PasskeySecret {
    require(answer.length === 32, "length");
    return new PasskeySecret(new Secret(answer));
  }

  /** How the server looks the slot up. */
  async find(): Promise<string> {
    return encode((await derive(this.#secret, { context: "find", kind: "passkey" })).exposeBytes());
  }

  /** Proof of holding the passkey, for the server. */
  auth(): Promise<Secret> {
    return derive(this.#secret, { context: "auth", kind: "passkey" });
  }

  async sealSlot(account: Id, slot: Id, accountKey: Secret): Promise<Bytes> {
    return sealSlotKey(await this.#slotKey(), { account, slot, kind: "passkey" }, accountKey);
  }

  /** The account key; the refusals of `openSlotKey`. */
  async openSlot(account: Id, slot: Id, sealed: Bytes): Promise<Secret> {
    return openSlotKey(await this.#slotKey(), { account, slot, kind: "passkey" }, sealed);
  }

  forget(): void {
    this.#secret.forget();
  }

  #slotKey(): Promise<Secret> {
    return derive(this.#secret, { context: "key", kind: "passkey" });
  }
}
