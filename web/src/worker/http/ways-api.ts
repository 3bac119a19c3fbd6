import type { SecondStep } from "../../bridge/bridge";
import { ArmoireError } from "../../bridge/bridge";
import { decode, encode, isText64, type Bytes, type Text64 } from "../../protocol/bytes";
import { isBoolean, isString, type Fields } from "../../protocol/canonical";
import type { Signer } from "../../protocol/change";
import type { SlotKind } from "../../protocol/derive";
import type { Id } from "../../protocol/id";
import { require } from "../../protocol/refusal";
import { field } from "../../protocol/sealed-json";
import type { Api } from "./api";
import { readSlots, type SlotView } from "./shapes";

/** Times that a change whose answer was lost is asked for: the server answers a repeated one like the first. */
const TRIES = 3;

/** A slot, as it is sent. */
export interface SlotNew {
  id: Id;
  kind: SlotKind;
  find: string;
  /** SHA-256 of the proof. */
  verifier: Text64;
  sealed: Text64;
  /** Of the pepper; for a device alone. */
  nonce?: Text64;
  /** Sealed. */
  name?: Text64;
}

export interface KeyringNew {
  expected: number;
  version: number;
  sealed: Text64;
}

export interface WaysChange {
  /** Where the card's recipient changes. */
  keyring?: KeyringNew;
  add: SlotNew[];
  remove: Id[];
}

/** Gives the account's slots as they are afterwards; `slot_conflict` and `keyring_conflict` where another device was first. */
export function changeWays(api: Api, signer: Signer, change: WaysChange): Promise<SlotView[]> {
  return prepareWays(api, signer, change)();
}

/** The same in two steps: what this gives needs no key any more. */
export function prepareWays(api: Api, signer: Signer, change: WaysChange): () => Promise<SlotView[]> {
  const send = api.prepare(signer, "POST", "/account/ways", change);
  return async () => {
    for (let tries = 1; ; tries += 1) {
      try {
        return readSlots(await api.read(await send()));
      } catch (error) {
        if (tries === TRIES || !(error instanceof ArmoireError && error.code === "network")) throw error;
      }
    }
  };
}

/** A pepper for a new PIN, and what stands for it. */
export async function newPepper(api: Api): Promise<{ nonce: Text64; pepper: Bytes }> {
  const fields = await api.send("POST", "/account/pepper", {});
  const [nonce, pepper] = [field(fields, "nonce", isText64), decode(field(fields, "pepper", isText64))];
  require(nonce.length === 22 && pepper.length === 32, "malformed");
  return { nonce, pepper };
}

export async function nameSession(api: Api, sealed: Bytes): Promise<void> {
  await api.ask("PUT", "/session/name", { sealed: encode(sealed) });
}

export async function secondStep(api: Api): Promise<SecondStep> {
  const fields = await api.get("/account/second-step");
  return { active: field(fields, "active", isBoolean), required: field(fields, "required", isBoolean) };
}

export async function beginSecondStep(api: Api, signer: Signer): Promise<{ secret: string; uri: string }> {
  const fields: Fields = await api.read(await api.prepare(signer, "POST", "/account/second-step")());
  return { secret: field(fields, "secret", isString), uri: field(fields, "uri", isString) };
}

export async function confirmSecondStep(api: Api, signer: Signer, code: string): Promise<void> {
  await api.prepare(signer, "PUT", "/account/second-step", { code })();
}

export async function endSecondStep(api: Api, signer: Signer, code: string): Promise<void> {
  await api.prepare(signer, "DELETE", "/account/second-step", { code })();
}
