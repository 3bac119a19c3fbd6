import type { Act } from "../../protocol/act/act";
import type { GrantId } from "../../protocol/act/people";
import { encode, decode, isHash, isText64, type Bytes, type Hash } from "../../protocol/bytes";
import { isBoolean, isFields, isInteger, isListOf, isString, type Fields } from "../../protocol/canonical";
import { isId, type Id } from "../../protocol/id";
import { crc32c } from "../../protocol/hazmat/checksum";
import * as limits from "../../protocol/limits";
import type { Carrier } from "../../protocol/people/invitation";
import { require } from "../../protocol/refusal";
import { field, maybeField } from "../../protocol/sealed-json";
import { parts } from "../parts";
import { readBounded } from "./answer";
import type { Api } from "./api";

/** Acts that one grant shows. */
const VIEW = 100_000;
/** Grants and deposits of one locker, with what they hang on. */
const MANAGED = 10_000;

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

/** What was lent to this account and lives now, by the server's word. */
export interface LentServed {
  locker: Id;
  holder: Id;
  grant: GrantId;
  /** The grant, as it was signed. */
  act: Act;
  /** Where somebody else than the holder gave it: the grants that it hangs on, the nearest first. */
  line: readonly Act[];
  /** Its age file. */
  file: Bytes;
}

/** Grants of one account at most. */
const LENT = 20_000;

export async function lentTo(api: Api): Promise<LentServed[]> {
  const { readFrames } = await parts.frames();
  const lent: LentServed[] = [];
  for (let after = ""; ; ) {
    const fields = await api.get(`/grants${after}`);
    const page = field(fields, "grants", isListOf(isFields)).map((one) => {
      const [act] = readFrames(bytesOf(one, "act"), 1);
      require(act !== undefined, "grant");
      return { locker: field(one, "locker", isId), holder: field(one, "holder", isId), grant: grantOf(one), act, file: bytesOf(one, "box"), line: lineOf(one, readFrames) };
    });
    lent.push(...page);
    const last = page.at(-1);
    if (last === undefined || !field(fields, "more", isBoolean)) return lent;
    require(lent.length < LENT, "too_large");
    after = `?after=${last.locker}.${last.grant}`;
  }
}

/** The acts that a grant lets its grantee see; `not_found` once it is over. */
export function viewOf(api: Api, locker: Id, grant: GrantId): Promise<Act[]> {
  return api.frames(`/lockers/${locker}/view?grant=${grant}`, VIEW);
}

/** Something that somebody was served, by the server's word. */
export interface ReadServed {
  node: Id;
  account: Id;
  at: number;
}

/** Of these, the newest that are read. */
const READS = 20_000;

/** The newest first. */
export async function readsOf(api: Api, locker: Id): Promise<ReadServed[]> {
  const reads: ReadServed[] = [];
  for (;;) {
    const before = reads.at(-1)?.at;
    const fields = await api.get(`/lockers/${locker}/reads${before === undefined ? "" : `?before=${before}`}`);
    const page = field(fields, "reads", isListOf(isFields)).map((read) => ({ node: field(read, "node", isId), account: field(read, "account", isId), at: field(read, "at", isInteger) }));
    reads.push(...page);
    const last = page.at(-1)?.at;
    // A server that doesn't go back in time would be asked for ever.
    const isOlder = last !== undefined && (before === undefined || last < before);
    if (!field(fields, "more", isBoolean) || !isOlder || reads.length > READS) return reads;
  }
}

/** What the next act of a locker begins with, by the server's word but for `rotate`. */
export interface Tail {
  seq: number;
  hash: Hash;
  time: number;
  people: Hash;
  inbox: string;
  epoch: number;
  /** The act that names the inbox. */
  rotate: Act;
}

export async function tailOf(api: Api, locker: Id): Promise<Tail> {
  const [fields, { readFrames }] = [await api.get(`/lockers/${locker}/tail`), await parts.frames()];
  const [rotate] = readFrames(bytesOf(fields, "rotate"), 1);
  require(rotate !== undefined, "malformed");
  const [seq, time, epoch] = [field(fields, "seq", isInteger), field(fields, "time", isInteger), field(fields, "epoch", isInteger)];
  return { seq, time, epoch, hash: field(fields, "hash", isHash), people: field(fields, "people", isHash), inbox: field(fields, "inbox", isString), rotate };
}

/** Head of the stream that the next act on a node joins, which its grantee doesn't see: a document's that was lent alone. The server's word. */
export async function chainAt(api: Api, locker: Id, node: Id): Promise<Hash> {
  return field(await api.get(`/lockers/${locker}/tail?node=${node}`), "chain", isHash);
}

/** Grants there that aren't over, as whoever manages by this one sees them, and those that they hang on; of the whole locker also what waits, with its file. */
export function managedBy(api: Api, locker: Id, grant: GrantId): Promise<Act[]> {
  return api.frames(`/lockers/${locker}/managed?grant=${grant}`, MANAGED);
}

/** Whether the server refuses what somebody hands in. Repeating it is fine. `too_many_blocked`. */
export async function setBlocked(api: Api, locker: Id, account: Id, isBlocked: boolean): Promise<void> {
  await api.ask(isBlocked ? "PUT" : "DELETE", `/lockers/${locker}/blocked/${account}`);
}

/** One act of one's own locker, unverified. */
export async function actAt(api: Api, locker: Id, seq: number): Promise<Act | undefined> {
  return (await api.frames(`/lockers/${locker}/acts?from=${seq}&limit=1`, 1))[0];
}

/** What stands beside an act of one's own locker; `too_large` over 64 KiB. */
export async function besideOf(api: Api, locker: Id, seq: number): Promise<Bytes> {
  return readBounded(await api.ask("GET", `/lockers/${locker}/acts/${seq}/beside`), limits.BOX);
}

/** Stores an object in somebody's locker, for a deposit. `too_many_deposits`. */
export async function putForDeposit(api: Api, locker: Id, object: Id, sealed: Bytes): Promise<void> {
  const headers = { "Content-Type": "application/octet-stream", "Content-Digest": `crc32c=:${await crc32c(sealed)}:` };
  await api.ask("PUT", `/lockers/${locker}/objects/${object}?deposit=true`, undefined, { headers, body: sealed });
}

export async function closeMailbox(api: Api, find: string): Promise<void> {
  await api.ask("DELETE", `/mailboxes/${find}`);
}

function lineOf(fields: Fields, readFrames: (bytes: Bytes, most: number) => Act[]): Act[] {
  const line = maybeField(fields, "line", isListOf(isText64)) ?? [];
  require(line.length <= limits.VIA, "via");
  return line.flatMap((frame) => readFrames(decode(frame), 1));
}

function grantOf(fields: Fields): GrantId {
  const grant = field(fields, "grant", isText64);
  require(grant.length === 22, "malformed");
  return grant as GrantId;
}

function carrierOf(fields: Fields): Carrier {
  const kind = field(fields, "kind", isString);
  require(kind === "qr" || kind === "link", "malformed");
  return kind;
}

function bytesOf(fields: Fields, key: string): Bytes {
  return decode(field(fields, key, isText64));
}

