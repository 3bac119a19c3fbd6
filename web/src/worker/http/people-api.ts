import { encode, decode, isHash, isText64, type Bytes } from "../../protocol/bytes";
import { isBoolean, isFields, isInteger, isListOf, isString, type Fields } from "../../protocol/canonical";
import { isId, type Id } from "../../protocol/id";
import type { Carrier } from "../../protocol/people/invitation";
import { require } from "../../protocol/refusal";
import { field, maybeField } from "../../protocol/sealed-json";
import type { Api } from "./api";

/** An invitation's place, as whoever has its secret finds it. */
export interface MailboxFound {
  inviter: Id;
  carrier: Carrier;
  /** Milliseconds since 1970. */
  until: number;
  /** Sealed. */
  greeting: Bytes;
}

/** One's own. */
export interface Mailbox {
  find: string;
  reply?: { account: Id; sealed: Bytes };
  /** Somebody else came after the reply. */
  tried: boolean;
}

/** Gives until when it holds: the server may bring that down. */
export async function openMailbox(api: Api, { carrier, greeting, ...box }: { find: string; carrier: Carrier; until: number; greeting: Bytes }): Promise<number> {
  return field(await api.send("POST", "/mailboxes", { ...box, kind: carrier, greeting: encode(greeting) }), "until", isInteger);
}

/** `not_found` for one that is over, or never was. */
export async function findMailbox(api: Api, find: string): Promise<MailboxFound> {
  const fields = await api.get(`/mailboxes/${find}`);
  const until = field(fields, "until", isInteger);
  return { inviter: field(fields, "inviter", isId), carrier: carrierOf(fields), until, greeting: bytesOf(fields, "greeting") };
}

/** `mailbox_replied` when somebody else was first. */
export async function replyTo(api: Api, find: string, sealed: Bytes): Promise<void> {
  await api.ask("PUT", `/mailboxes/${find}/reply`, { sealed: encode(sealed) });
}

export async function ownMailboxes(api: Api): Promise<Mailbox[]> {
  const { mailboxes } = { mailboxes: field(await api.get("/mailboxes"), "mailboxes", isListOf(isFields)) };
  return mailboxes.map((fields) => {
    const reply = maybeField(fields, "reply", isFields);
    const told = reply && { reply: { account: field(reply, "account", isId), sealed: bytesOf(reply, "sealed") } };
    return { find: field(fields, "find", isHash), tried: field(fields, "tried", isBoolean), ...told };
  });
}

export async function closeMailbox(api: Api, find: string): Promise<void> {
  await api.ask("DELETE", `/mailboxes/${find}`);
}

function carrierOf(fields: Fields): Carrier {
  const kind = field(fields, "kind", isString);
  require(kind === "qr" || kind === "link", "malformed");
  return kind;
}

function bytesOf(fields: Fields, key: string): Bytes {
  return decode(field(fields, key, isText64));
}

