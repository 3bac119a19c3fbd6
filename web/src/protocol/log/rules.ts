import type { Act } from "../act/act";
import type { Body } from "../act/body";
import type { Chains } from "../account/chains";
import { lockerId } from "../id";
import { Refusal, require } from "../refusal";
import type { Aside } from "./aside";
import { checkBeside } from "../act/beside";
import { deposit } from "./deposits";
import { grant, passTime, revoke } from "./grants";
import { checkAuthor, checkAuthorWithoutBody } from "./rights";
import { newFolder, rotate } from "./rules-keys";
import { leave, purge, putDocument, putFolder } from "./rules-nodes";
import { people, seen } from "./rules-people";
import { placeOf, type Locker } from "./state";

/** Begins a locker with act 0. */
export function begin(act: Act, cards: Chains): Locker {
  const { header, body } = act;
  require(header.locker === undefined, "locker");
  require(header.seq === 0, "seq");
  require(header.prev === undefined, "prev");
  require(header.author === cards.holder.account, "author");
  const card = cards.find(header.author, header.card);
  require(card !== undefined, "card");
  require(body !== undefined, "body_missing");
  require(body.form === "locker", "kind");
  require(header.chain === undefined, "chain");
  const place = placeOf(act);
  return {
    id: lockerId(act.hash),
    holder: header.author,
    first: place,
    card: header.card,
    cardNumber: card.content.number,
    head: place,
    time: header.time,
    keys: [],
    peopleStream: place,
    folders: new Map(),
    documents: new Map(),
    grants: new Map(),
    exposed: new Map(),
    deposits: new Map(),
  };
}

/**
 * Takes the next act by all rules (§7), in their order, but its signature and a checkpoint's list: those are the reader's.
 * Changes `locker` and `aside` in place; who must keep them when an act is refused takes a copy first.
 */
export function apply(locker: Locker, act: Act, cards: Chains, aside: Aside): void {
  checkPlace(locker, act);
  const { body } = act;
  passTime(locker, act.header.time);
  if (body === undefined) {
    checkAuthorWithoutBody(locker, act, cards);
    checkBeside(act);
    // The second half of a move, if one was due: its `purge` must come.
    delete locker.moving;
    aside.keep(act);
  } else {
    checkAuthor(locker, act, body, cards);
    checkMoving(locker, body);
    // Act 1 is the locker's first rotation.
    require(locker.keys.length > 0 || (body.form === "rotate" && body.node === locker.id), "node");
    perform(locker, act, body, aside);
  }
  advance(locker, act);
}

export function advance(locker: Locker, act: Act): void {
  locker.head = placeOf(act);
  locker.time = act.header.time;
}

function checkPlace(locker: Locker, { header }: Act): void {
  require(header.locker === locker.id, "locker");
  require(header.seq === locker.head.seq + 1, "seq");
  require(header.prev === locker.head.hash, "prev");
  require(header.time >= locker.time, "time");
}

function checkMoving({ moving }: Locker, body: Body): void {
  if (moving === undefined) return;
  require(!moving.purged && body.form === "document" && body.node === moving.node && body.parent !== moving.from, "limbo");
}

function perform(locker: Locker, act: Act, body: Body, aside: Aside): void {
  switch (body.form) {
    case "locker":
      throw new Refusal("kind");
    case "rotate":
      rotate(locker, act, body, aside);
      return;
    case "new_folder":
      newFolder(locker, act, body, aside);
      return;
    case "folder":
      putFolder(locker, act, body, aside);
      return;
    case "document":
      putDocument(locker, act, body, aside);
      return;
    case "leave":
      leave(locker, act, body, aside);
      return;
    case "purge":
      purge(locker, act, body, aside);
      return;
    case "seen":
      seen(locker, act, body, aside);
      return;
    case "grant":
      grant(locker, act, body, aside);
      return;
    case "revoke":
      revoke(locker, act, body, aside);
      return;
    case "deposit":
      deposit(locker, act, body, aside);
      return;
    case "checkpoint":
    case "card":
    case "gap":
      people(locker, act, body, aside);
      return;
  }
}
