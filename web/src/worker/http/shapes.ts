import type { SignedCard } from "../../protocol/account/card";
import { decode, isHash, isText64, type Bytes, type Hash, type Text64 } from "../../protocol/bytes";
import { isFields, isInteger, isListOf, isString, type Fields } from "../../protocol/canonical";
import { isId, type Id } from "../../protocol/id";
import { field, maybeField } from "../../protocol/sealed-json";
import type { SlotKind } from "../../protocol/derive";
import { require } from "../../protocol/refusal";

/** What the server sends, read as from a stranger: `malformed` for any other shape. */
export interface SlotView {
  id: Id;
  kind: SlotKind;
  sealed: Bytes;
}

export interface KeyringView {
  version: number;
  sealed: Bytes;
}

export interface SignUpView {
  account: Id;
  locker: Id;
  slots: SlotView[];
  keyring: KeyringView;
}

export interface SessionView {
  account: Id;
  slot: SlotView;
  keyring: KeyringView;
}

export interface HeadView {
  seq: number;
  hash: Hash;
}

export function readServer(fields: Fields): { origin: string; signUp: "open" | "code" | "closed" } {
  const signUp = field(fields, "sign_up", isString);
  require(signUp === "open" || signUp === "code" || signUp === "closed", "malformed");
  return { origin: field(fields, "origin", isString), signUp };
}

export function readSlots(fields: Fields): SlotView[] {
  return field(fields, "slots", isListOf(isFields)).map(readSlot);
}

export function readSlot(fields: Fields): SlotView {
  const kind = field(fields, "kind", isString);
  require(kind === "words" || kind === "card", "malformed");
  return { id: field(fields, "id", isId), kind, sealed: bytesField(fields, "sealed") };
}

export function readKeyringView(fields: Fields): KeyringView {
  return { version: field(fields, "version", isInteger), sealed: bytesField(fields, "sealed") };
}

export function readSignUp(fields: Fields): SignUpView {
  return {
    account: field(fields, "account", isId),
    locker: field(fields, "locker", isId),
    slots: readSlots(fields),
    keyring: readKeyringView(field(fields, "keyring", isFields)),
  };
}

/** The account and its rotated ways in: like a sign-up's answer, whatever it says of lockers. */
export function readRotation(fields: Fields): Omit<SignUpView, "locker"> {
  return {
    account: field(fields, "account", isId),
    slots: readSlots(fields),
    keyring: readKeyringView(field(fields, "keyring", isFields)),
  };
}

export function readSession(fields: Fields): SessionView {
  return {
    account: field(fields, "account", isId),
    slot: readSlot(field(fields, "slot", isFields)),
    keyring: readKeyringView(field(fields, "keyring", isFields)),
  };
}

export function readCards(fields: Fields): SignedCard[] {
  return field(fields, "cards", isListOf(isFields)).map((card) => {
    const endorsement = maybeField(card, "endorsement", isText64);
    return {
      card: bytesField(card, "card"),
      signature: bytesField(card, "signature"),
      ...(endorsement !== undefined && { endorsement: decode(endorsement) }),
    };
  });
}

export function readHead(fields: Fields): HeadView {
  return { seq: field(fields, "seq", isInteger), hash: field(fields, "hash", isHash) };
}

function bytesField(fields: Fields, key: string): Bytes {
  return decode(field<Text64>(fields, key, isText64));
}
