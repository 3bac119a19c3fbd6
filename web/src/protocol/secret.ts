import type { Bytes } from "./bytes";

/** Asked of a key after the locker was locked. */
export class Forgotten extends Error {}

/**
 * Key material. It isn't printed, copied between threads or put into JSON by accident, and is overwritten when the locker
 * is locked, as far as JavaScript lets it. What still runs then gets an error, and never a key of zeros.
 */
export class Secret {
  readonly #bytes: Bytes;
  #forgotten = false;

  constructor(bytes: Bytes) {
    this.#bytes = bytes;
  }

  /** The bytes themselves: for an envelope, or for the keyring that seals them. */
  exposeBytes(): Bytes {
    if (this.#forgotten) throw new Forgotten();
    return this.#bytes;
  }

  forget(): void {
    this.#forgotten = true;
    this.#bytes.fill(0);
  }

  toJSON(): never {
    throw new TypeError("a secret isn't written as JSON");
  }
}
