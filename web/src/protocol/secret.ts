import type { Bytes } from "./bytes";

/**
 * Key material. It isn't printed, copied between threads or put into JSON by accident, and is overwritten when the locker
 * is locked, as far as JavaScript lets it.
 */
export class Secret {
  readonly #bytes: Bytes;

  constructor(bytes: Bytes) {
    this.#bytes = bytes;
  }

  /** The bytes themselves: for an envelope, or for the keyring that seals them. */
  exposeBytes(): Bytes {
    return this.#bytes;
  }

  forget(): void {
    this.#bytes.fill(0);
  }

  toJSON(): never {
    throw new TypeError("a secret isn't written as JSON");
  }
}
