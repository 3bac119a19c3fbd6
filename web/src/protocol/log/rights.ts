import type { Act } from "../act/act";
import type { Body } from "../act/body";
import type { Header } from "../act/header";
import { RIGHTS, type GrantId, type Revoke, type Right } from "../act/people";
import type { Chains } from "../account/chains";
import type { Hash } from "../bytes";
import type { Id } from "../id";
import * as limits from "../limits";
import { require } from "../refusal";
import type { Locker, LockerGrant } from "./state";

/** What somebody may do on a node, the least first; each level includes those before it. */
export type Level = Right | "holder";

/** Where a right is needed. */
export interface Target {
  node: Id;
  /** A document's folder. */
  folder?: Id;
}

/** What an account may do at this time on a node that is here: the locker, a folder, a document. */
export function levelOf(locker: Locker, account: Id, node: Id, now: number): Level | null {
  if (account === locker.holder) return "holder";
  const folder = locker.documents.get(node)?.folder;
  const rights = rightsOf(locker, account, { node, ...(folder && { folder }) }, now).map(({ right }) => RIGHTS.indexOf(right));
  return RIGHTS[Math.max(...rights)] ?? null;
}

/** Whether a grant allows anything at this time: it has started, isn't over, and neither are those that it hangs on. */
export function isLiving(locker: Locker, grant: LockerGrant, now: number): boolean {
  // A grant comes after its `via`: there are no cycles, and the rules bound the length.
  for (let at: LockerGrant | undefined = grant, far = 0; at !== undefined && far <= limits.VIA; far += 1) {
    if (now < at.start || at.end <= now) return false;
    if (at.via === undefined) return true;
    at = locker.grants.get(at.via);
  }
  return false;
}

/** A grant and those that it hangs on, itself first; one more than may be. */
export function lineOf(locker: Locker, id: GrantId): LockerGrant[] {
  const line: LockerGrant[] = [];
  for (let grant = locker.grants.get(id); grant !== undefined && line.length < limits.VIA + 2; ) {
    line.push(grant);
    grant = grant.via && locker.grants.get(grant.via);
  }
  return line;
}

/** Whether a grant on `node` reaches a place: itself; a folder's documents; with the locker, whatever isn't private. */
export function covers(locker: Locker, node: Id, target: Target): boolean {
  if (node === target.node || node === target.folder) return true;
  if (node !== locker.id) return false;
  // What isn't here is out of reach too.
  return target.node === locker.id || locker.folders.get(target.folder ?? target.node)?.private === false;
}

/** Rule 3: the author has the right that this act needs here, and signs with the card that the right names (`author`, `card`). */
export function checkAuthor(locker: Locker, { header }: Act, body: Body, cards: Chains): void {
  if (header.author === locker.holder) {
    checkHolder(locker, header.card, body, cards);
    return;
  }
  const rights = body.form === "deposit" ? [] : body.form === "revoke" ? [mayRevoke(locker, header.author, body)] : rightsFor(locker, header, body);
  require(
    rights.every((enough) => enough.length > 0),
    "author",
  );
  require(
    rights.every((enough) => enough.some(({ card }) => card === header.card)),
    "card",
  );
  require(cards.find(header.author, header.card) !== undefined, "card");
}

/**
 * An act whose body is gone can be any that a `purge` names: a `put`, or a deposit, which anybody may have handed in. It is no `card`
 * act.
 */
export function checkAuthorWithoutBody(locker: Locker, { header }: Act, cards: Chains): void {
  if (header.author === locker.holder) {
    require(header.card === locker.card, "card");
    return;
  }
  require(cards.chainOf(header.author) !== undefined, "author");
  require(cards.find(header.author, header.card) !== undefined, "card");
}

function checkHolder(locker: Locker, card: Hash, body: Body, cards: Chains): void {
  if (body.form === "card") {
    const known = cards.find(locker.holder, body.card);
    const due = locker.cardNumber + 1;
    require(card === body.card && known?.content.number === body.number && body.number === due, "card");
  } else {
    require(card === locker.card, "card");
  }
}

/** For each right that an act needs, the grants that give it. */
function rightsFor(locker: Locker, { author, time }: Header, body: Body): LockerGrant[][] {
  return needs(locker, body).map(([level, target]) => {
    const rights = rightsOf(locker, author, target, time);
    return rights.filter(({ right }) => level !== "holder" && RIGHTS.indexOf(right) >= RIGHTS.indexOf(level));
  });
}

/** Every level that an act of somebody who isn't the holder needs, and where. */
function needs(locker: Locker, body: Body): [Level, Target][] {
  const whole = { node: locker.id };
  switch (body.form) {
    case "new_folder":
      return [[body.private === true ? "holder" : "add", whole]];
    case "folder":
      return [["edit", { node: body.node }]];
    case "document": {
      const isNew = body.base === undefined || locker.moving !== undefined;
      const place: [Level, Target] = isNew ? ["add", { node: body.parent }] : ["edit", { node: body.node, folder: body.parent }];
      return body.deposit === undefined ? [place] : [place, ["manage", whole]];
    }
    case "leave":
      return [["edit", { node: body.node, folder: body.parent }]];
    case "rotate":
      // Under `root`, which nobody else has, nobody else can seal.
      return body.under === undefined ? [["holder", whole]] : [["manage", { node: body.node }]];
    case "seen":
      return [["manage", { node: body.node }]];
    case "grant":
      return [["manage", { node: body.node, ...(body.parent && { folder: body.parent }) }]];
    case "purge":
      return [[body.parent === locker.id ? "manage" : "holder", whole]];
    case "locker":
    case "checkpoint":
    case "card":
    case "gap":
    case "revoke":
    case "deposit":
      return [["holder", whole]];
  }
}

/** Living grants of an account that cover a place. */
function rightsOf(locker: Locker, account: Id, target: Target, now: number): LockerGrant[] {
  const mine = [...locker.grants.values()].filter(({ grantee }) => grantee === account);
  return mine.filter((grant) => covers(locker, grant.node, target) && isLiving(locker, grant, now));
}

/** An account may revoke a grant as its grantee, or as the grantee of one that it hangs on: as the author of what hangs on that. */
function mayRevoke(locker: Locker, account: Id, { grant }: Revoke): LockerGrant[] {
  return lineOf(locker, grant).filter(({ grantee }) => grantee === account);
}

