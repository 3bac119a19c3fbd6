import type { Session } from "../../bridge/bridge";
import type { components } from "../../api/types";
import type { SignedCard } from "../../protocol/account/card";
import { decode, isHash, isText64, type Bytes, type Hash } from "../../protocol/bytes";
import { isBoolean, isFields, isInteger, isListOf, isString, type Fields } from "../../protocol/canonical";
import { isId, type Id } from "../../protocol/id";
import { field, maybeField } from "../../protocol/sealed-json";
import { SLOT_KINDS, type SlotKind } from "../../protocol/derive";
import { require } from "../../protocol/refusal";

/** What travels, as the server describes it. */
export type Schemas = components["schemas"];

/** What the server sends, read as from a stranger: `malformed` for any other shape. */
export interface SlotView {
  id: Id;
  kind: SlotKind;
  sealed: Bytes;
  /** Milliseconds since 1970. */
  created: number;
  /** Last sign-in by it, to the hour. */
  used?: number;
  /** Sealed. */
  name?: Bytes;
}

export interface KeyringView {
  version: number;
  sealed: Bytes;
}

export interface OpenedView {
  account: Id;
  locker: Id;
  slots: SlotView[];
  keyring: KeyringView;
}

export interface SessionView {
  account: Id;
  slot: SlotView;
  keyring: KeyringView;
  /** Of the session that begins. */
  session: string;
  /** The server's part of a PIN's slot key. */
  pepper?: Bytes;
}

/** A session as it is served: its name is sealed. */
export interface SessionListed extends Omit<Session, "name"> {
  name?: Bytes;
}

export interface HeadView {
  seq: number;
  hash: Hash;
}

export function readServer(fields: Fields): { origin: string; signUp: Schemas["SignUp"] } {
  const get = reader<Schemas["Server"]>(fields);
  const signUp = get("sign_up", isString);
  require(signUp === "open" || signUp === "code" || signUp === "closed", "malformed");
  return { origin: get("origin", isString), signUp };
}

export function readSlots(fields: Fields): SlotView[] {
  return reader<Schemas["SlotList"]>(fields)("slots", isListOf(isFields)).map(readSlot);
}

export function readKeyringView(fields: Fields): KeyringView {
  const get = reader<Schemas["Keyring"]>(fields);
  return { version: get("version", isInteger), sealed: decode(get("sealed", isText64)) };
}

/** The answer to a sign-up and to a rotation. */
export function readOpened(fields: Fields): OpenedView {
  const get = reader<Schemas["Opened"]>(fields);
  return {
    account: get("account", isId),
    locker: get("locker", isId),
    slots: get("slots", isListOf(isFields)).map(readSlot),
    keyring: readKeyringView(get("keyring", isFields)),
  };
}

export function readSession(fields: Fields): SessionView {
  const get = reader<Schemas["SignedInAnswer"]>(fields);
  const pepper = maybeBytes(fields, "pepper");
  return {
    account: get("account", isId),
    slot: readSlot(get("slot", isFields)),
    keyring: readKeyringView(get("keyring", isFields)),
    session: field(get("session", isFields), "id", isString),
    ...(pepper && { pepper }),
  };
}

export function readCards(fields: Fields): SignedCard[] {
  return reader<Schemas["Cards"]>(fields)("cards", isListOf(isFields)).map((card) => {
    const get = reader<Schemas["Card"]>(card);
    const endorsement = isAbsent(card, "endorsement") ? undefined : get("endorsement", isText64);
    return {
      card: decode(get("card", isText64)),
      signature: decode(get("signature", isText64)),
      ...(endorsement !== undefined && { endorsement: decode(endorsement) }),
    };
  });
}

export function readHead(fields: Fields): HeadView {
  const get = reader<Schemas["Head"]>(fields);
  return { seq: get("seq", isInteger), hash: get("hash", isHash) };
}

export interface RoomView {
  used: number;
  quota: number;
}

export function readRoom(fields: Fields): RoomView {
  const get = reader<Schemas["Locker"]>(fields);
  return { used: get("used", isInteger), quota: get("quota", isInteger) };
}

export function readSessions(fields: Fields): SessionListed[] {
  return reader<Schemas["SessionList"]>(fields)("sessions", isListOf(isFields)).map((session) => {
    const get = reader<Schemas["Session"]>(session);
    const client = get("client", isString);
    const name = maybeBytes(session, "name");
    return {
      id: get("id", isString),
      client: client === "browser" || client === "command line" ? client : "other",
      created: get("created", isInteger),
      lastUsed: get("last_used", isInteger),
      current: get("current", isBoolean),
      ...(name && { name }),
    };
  });
}

export function readDeletion(fields: Fields): number | null {
  return fields["due"] === null || fields["due"] === undefined ? null : field(fields, "due", isInteger);
}

function readSlot(fields: Fields): SlotView {
  const get = reader<Schemas["Slot"]>(fields);
  const kind = SLOT_KINDS.find((one) => one === get("kind", isString));
  require(kind !== undefined, "malformed");
  const [used, name] = [maybeField(fields, "used", isInteger), maybeBytes(fields, "name")];
  return {
    ...{ id: get("id", isId), kind, sealed: decode(get("sealed", isText64)), created: get("created", isInteger) },
    ...(used !== undefined && { used }),
    ...(name && { name }),
  };
}

function maybeBytes(fields: Fields, key: string): Bytes | undefined {
  const text = maybeField(fields, key, isText64);
  return text === undefined ? undefined : decode(text);
}

/** Reads the keys of one schema: a key that the server's description doesn't know isn't compiled. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the caller names the schema
function reader<S>(fields: Fields): <T>(key: keyof S & string, is: (value: unknown) => value is T) => T {
  return (key, is) => field(fields, key, is);
}

function isAbsent(fields: Fields, key: keyof Schemas["Card"]): boolean {
  return fields[key] === undefined || fields[key] === null;
}
