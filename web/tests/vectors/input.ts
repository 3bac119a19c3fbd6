import { readFrames } from "../../src/protocol/act/frame";
import type { Act } from "../../src/protocol/act/act";
import type { SignedCard } from "../../src/protocol/account/card";
import { decode, type Bytes } from "../../src/protocol/bytes";
import type { Id } from "../../src/protocol/id";
import { Secret } from "../../src/protocol/secret";

/** The values of a scenario's input, each of the type that its operation asks for. */
export class Input {
  readonly #values: Record<string, unknown>;

  constructor(values: Record<string, unknown>) {
    this.#values = values;
  }

  text(key: string): string {
    const value = this.#values[key];
    if (typeof value !== "string") throw new Error(`${key} isn't a text`);
    return value;
  }

  number(key: string): number {
    const value = this.#values[key];
    if (typeof value !== "number") throw new Error(`${key} isn't a number`);
    return value;
  }

  list(key: string): unknown[] {
    const value = this.#values[key];
    if (!Array.isArray(value)) throw new Error(`${key} isn't a list`);
    return value;
  }

  value(key: string): Record<string, unknown> {
    const value = this.#values[key];
    if (typeof value !== "object" || value === null) throw new Error(`${key} isn't a value`);
    return value as Record<string, unknown>;
  }

  maybe(key: string): Record<string, unknown> | undefined {
    return this.#values[key] === undefined ? undefined : this.value(key);
  }

  has(key: string): boolean {
    return this.#values[key] !== undefined;
  }

  bytes(key: string): Bytes {
    return decode(this.text(key));
  }

  secret(key: string): Secret {
    return new Secret(this.bytes(key));
  }

  id(key: string): Id {
    return this.text(key) as Id;
  }

  cards(key: string): SignedCard[] {
    return this.list(key).map((value) => {
      const card = new Input(value as Record<string, unknown>);
      return {
        card: card.bytes("card"),
        signature: card.bytes("signature"),
        ...("endorsement" in (value as object) && { endorsement: card.bytes("endorsement") }),
      };
    });
  }

  acts(key: string): Act[] {
    return readFrames(this.bytes(key), 100_000);
  }
}
