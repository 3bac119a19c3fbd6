import {
  ArmoireError,
  type Created,
  type Loss,
  type NewSecrets,
  type PasskeyRequest,
  type SecondStep,
  type TypedWord,
  type Way,
  type WayKind,
  type WaysIn,
} from "../../../src/bridge/bridge";
import { start } from "./shelves";

const day = 86_400_000;

/** Tries of a PIN in a row. */
const tries = 5;

/** The code that the fake's authenticator shows. */
export const rightCode = "246810";

/** A few words of the lists, so that typing has something to find. */
const list = ["abandon", "brioche", "colline", "dauphin", "effort", "colibri", "girafe", "horizon", "jardin", "lumière", "fenêtre"];

/** What opens the fake's locker. Every method of the bridge about it is answered from here. */
export class FakeWays {
  keys: Created | undefined;
  #ways: Way[] = [];
  #pin: { digits: string; left: number } | undefined;
  #passkey: string | undefined;
  #second: SecondStep = { active: false, required: false };
  #count = 0;
  /** Whether the words are in memory, as after coming in with them. */
  knowsWords = true;

  begin(keys: Created): void {
    this.keys = keys;
    this.#ways = [this.#way("words"), this.#way("card")];
    this.#pin = undefined;
    this.#passkey = undefined;
  }

  get pin(): boolean {
    return this.#pin !== undefined;
  }

  get passkey(): boolean {
    return this.#passkey !== undefined;
  }

  list(): WaysIn {
    const kinds = new Set(this.#ways.map(({ kind }) => kind));
    const missing = (["words", "card", "pin", "passkey"] as const).filter((kind) => !kinds.has(kind));
    return { ways: this.#ways.map((way) => ({ ...way })), safe: kinds.size > 1, missing };
  }

  setPin(digits: string): void {
    if (!/^\d{6}$/.test(digits)) throw new ArmoireError("pin");
    this.#ways = this.#ways.filter(({ kind, here }) => kind !== "pin" || !here);
    this.#ways.push({ ...this.#way("pin"), here: true });
    this.#pin = { digits, left: tries };
  }

  tryPin(digits: string): void {
    if (this.#pin === undefined) throw new ArmoireError("sign_in_refused", { left: 0 });
    if (this.#pin.digits === digits) {
      this.#pin.left = tries;
      this.used("pin");
      return;
    }
    this.#pin.left -= 1;
    const { left } = this.#pin;
    if (left === 0) this.#dropPin();
    throw new ArmoireError("sign_in_refused", { left });
  }

  test({ kind, secret }: { kind: WayKind; secret: string }): boolean {
    switch (kind) {
      case "words":
        return this.keys !== undefined && [this.keys.words.join(" "), this.keys.numbers.join(" ")].includes(secret);
      case "card":
        return this.keys !== undefined && [this.keys.card.groups.join(" "), this.keys.card.qr].includes(secret);
      case "pin":
        try {
          this.tryPin(secret);
          return true;
        } catch (error) {
          if (this.#pin === undefined) throw error;
          return false;
        }
      case "passkey":
        return secret === this.#passkey;
    }
  }

  checkWords(typed: string): TypedWord[] {
    const plain = (word: string) => word.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
    return typed.split(/[^\p{L}\p{N}\p{M}]+/u).filter((word) => word !== "").map((word) => {
      const found = list.find((entry) => plain(entry) === plain(word) || (word.length > 3 && plain(entry).startsWith(plain(word))));
      if (found !== undefined || /^\d{4}$/.test(word)) return { typed: word, word: found ?? word, near: [] };
      return { typed: word, near: list.filter((entry) => plain(entry).startsWith(plain(word).slice(0, 2))).slice(0, 3) };
    });
  }

  /** As the worker does it: six digits, and a multiple of eleven. */
  checkGroups(groups: readonly string[]): number[] {
    return groups.flatMap((group, place) => (/^\d{6}$/.test(group) && Number(group) % 11 === 0 ? [] : [place]));
  }

  passkeyRequest(open: boolean): PasskeyRequest {
    return { input: new Uint8Array(32).fill(7), user: new Uint8Array(open ? 16 : 0).fill(9), name: open ? (this.keys?.handle ?? "") : "" };
  }

  addPasskey({ first, second, name }: { first: ArrayBuffer; second: ArrayBuffer; name: string }): void {
    if (text(first) !== text(second)) throw new ArmoireError("passkey_changes");
    this.#passkey = text(first);
    this.#ways.push({ ...this.#way("passkey"), name });
  }

  tryPasskey(secret: ArrayBuffer): void {
    if (text(secret) !== this.#passkey) throw new ArmoireError("sign_in_refused");
    this.used("passkey");
  }

  remove(id: string): void {
    const going = this.#ways.find((way) => way.id === id);
    if (going === undefined) throw new ArmoireError("slot_conflict");
    const lasting = this.#ways.filter((way) => way.id !== id && ["words", "card"].includes(way.kind));
    if (lasting.length === 0) throw new ArmoireError("last_way_in");
    if (going.kind === "pin") this.#dropPin();
    if (going.kind === "passkey") this.#passkey = undefined;
    this.#ways = this.#ways.filter((way) => way.id !== id);
  }

  newWords(): NewSecrets {
    const { words, numbers, handle } = this.#renew("words");
    return { handle, words, numbers };
  }

  newCard(): NewSecrets {
    const { card, handle } = this.#renew("card");
    return { handle, card };
  }

  rotate(cause: Loss): NewSecrets {
    const newWords = cause === "wordsKnown" || !this.knowsWords;
    const { handle, words, numbers } = newWords ? this.#renew("words") : this.#held();
    const { card } = cause === "cardKnown" ? this.#renew("card") : this.#held();
    this.#dropPin();
    this.#passkey = undefined;
    this.#ways = this.#ways.filter(({ kind }) => kind === "words" || kind === "card");
    return { handle, ...(newWords && { words, numbers }), ...(cause === "cardKnown" && { card }) };
  }

  secondStep(): SecondStep {
    return { ...this.#second };
  }

  require(): void {
    this.#second.required = true;
  }

  confirm(code: string, active: boolean): void {
    if (code !== rightCode) throw new ArmoireError("second_step_refused");
    this.#second.active = active;
  }

  /** At sign-in with words. */
  askCode(code: string | undefined): void {
    if (!this.#second.active) return;
    if (code === undefined) throw new ArmoireError("second_step");
    if (code !== rightCode) throw new ArmoireError("second_step_refused");
  }

  used(kind: WayKind): void {
    for (const way of this.#ways) if (way.kind === kind && (kind !== "pin" || way.here)) way.used = start + day;
  }

  #dropPin(): void {
    this.#pin = undefined;
    this.#ways = this.#ways.filter(({ kind }) => kind !== "pin");
  }

  #held(): Created {
    if (this.keys === undefined) throw new ArmoireError("locked");
    return this.keys;
  }

  #renew(kind: "words" | "card"): Created {
    const old = this.#held();
    this.#count += 1;
    const fresh = keysOf(old.handle, ["girafe", "horizon", "jardin", "lumière", "colibri"], this.#count);
    this.keys = kind === "words" ? { ...old, words: fresh.words, numbers: fresh.numbers } : { ...old, card: fresh.card };
    this.#ways = [...this.#ways.filter((way) => way.kind !== kind), this.#way(kind)].sort((one, other) => order(one) - order(other));
    return this.keys;
  }

  #way(kind: WayKind): Way {
    this.#count += 1;
    return { id: `way${String(this.#count)}`, kind, here: false, created: start };
  }
}

export function keysOf(handle: string, words: string[], turn = 0): Created {
  const groups = ["104720", "553311", "009922", "720885", "312400", "081532", "660011", "495000", "277904"];
  const turned = [...groups.slice(turn % groups.length), ...groups.slice(0, turn % groups.length)];
  const qr = `ARMOIRE:1:ABCDEFGHIJKLMNOPQRSTUVWXYZ234567:${turned.join("")}:HTTPS://ARMOIRE.EXEMPLE`;
  const numbers = ["0001", "0233", "0412", "0518", "0633"].map((number) => String(Number(number) + turn).padStart(4, "0"));
  return { handle, words, numbers, card: { groups: turned, qr } };
}

function order({ kind }: Way): number {
  return ["words", "card", "pin", "passkey"].indexOf(kind);
}

function text(bytes: ArrayBuffer): string {
  return btoa(String.fromCharCode(...new Uint8Array(bytes))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}
