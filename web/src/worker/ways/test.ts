import { ArmoireError, type WayKind } from "../../bridge/bridge";
import { openCardSlot } from "../../protocol/account/card-slot";
import { PasskeySecret } from "../../protocol/account/passkey-slot";
import { readWords } from "../../protocol/account/words";
import { WordsSecret } from "../../protocol/account/words-slot";
import { decode } from "../../protocol/bytes";
import type { SlotKind } from "../../protocol/derive";
import { Refusal } from "../../protocol/refusal";
import type { Secret } from "../../protocol/secret";
import { saltOrigin } from "../account/origin";
import { readCard } from "../account/sign-in";
import { openByPin } from "../account/unlock";
import { isSameKey } from "../account/ways-in";
import type { SlotView } from "../http/shapes";
import { ownStore, type Around } from "./context";

/**
 * Whether a secret leads to this account's key. Words, card and passkey are held against the slots that the server gives: nobody is asked, and
 * nothing changes. A PIN can be tried at the server alone, and a try counts. What can't be any secret is refused as when it is typed at the door.
 */
export async function testWay(around: Around, { kind, secret }: { kind: WayKind; secret: string }): Promise<boolean> {
  switch (kind) {
    case "words":
      return testWords(around, secret);
    case "card":
      return testCard(around, secret);
    case "pin":
      return testPin(around, secret);
    case "passkey":
      return testPasskey(around, secret);
  }
}

/** Right words are known from then on: a rotation can keep them. */
async function testWords(around: Around, typed: string): Promise<boolean> {
  const { api, remote, opened: { account } } = around;
  const words = await WordsSecret.derive(readWords(typed).indexes, await saltOrigin(api, remote), account.keyring.handle);
  const right = await leads(around, "words", ({ id, sealed }) => words.openSlot(account.id, id, sealed));
  if (right && account.words === undefined) account.words = words;
  else words.forget();
  return right;
}

async function testCard(around: Around, typed: string): Promise<boolean> {
  const { account } = around.opened;
  const card = await readCard(around.api, around.remote, typed);
  if (card.account !== undefined && card.account !== account.id) return false;
  return leads(around, "card", ({ id, sealed }) => openCardSlot(card.secret, account.id, id, sealed));
}

/** In a session of its own, which ends at once. */
async function testPin(around: Around, typed: string): Promise<boolean> {
  const { api, opened: { account } } = around;
  try {
    const { served, key } = await openByPin(api, await ownStore(around), account.keyring.handle, typed, true);
    await api.endSession(served.session);
    return isSameKey(key, account.key);
  } catch (error) {
    const wrong = error instanceof ArmoireError && error.code === "sign_in_refused" && error.detail?.["left"] !== 0;
    if (wrong) return false;
    throw error;
  }
}

async function testPasskey(around: Around, secret: string): Promise<boolean> {
  const passkey = PasskeySecret.read(decode(secret));
  const { id: account } = around.opened.account;
  return leads(around, "passkey", ({ id, sealed }) => passkey.openSlot(account, id, sealed));
}

/** Whether one of the slots of this kind opens to the account's key. */
async function leads({ api, opened: { account } }: Around, kind: SlotKind, open: (slot: SlotView) => Promise<Secret>): Promise<boolean> {
  for (const slot of (await api.slots()).filter((one) => one.kind === kind)) {
    const key = await open(slot).catch((error: unknown) => {
      if (error instanceof Refusal) return null;
      throw error;
    });
    if (key !== null && isSameKey(key, account.key)) return true;
  }
  return false;
}
