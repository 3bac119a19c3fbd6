import type { Act } from "../act/act";
import type { Body } from "../act/body";
import type { CardChain } from "../account/card";
import { lockerId } from "../id";
import { Refusal, require } from "../refusal";
import type { Aside } from "./aside";
import { newFolder, rotate } from "./rules-keys";
import { leave, purge, putDocument, putFolder } from "./rules-nodes";
import { people, seen } from "./rules-people";
import { placeOf, type Locker } from "./state";

/** Begins a locker with act 0. */
export function begin(act: Act, cards: CardChain): Locker {
  const { header, body } = act;
  require(header.locker === undefined, "locker");
  require(header.seq === 0, "seq");
  require(header.prev === undefined, "prev");
  require(header.author === cards.account, "author");
  const card = cards.find(header.card);
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
  };
}

/**
 * Takes the next act by all rules (§7), in their order, but its signature and a checkpoint's list: those are the reader's.
 * Changes `locker` and `aside` in place; who must keep them when an act is refused takes a copy first.
 */
export function apply(locker: Locker, act: Act, cards: CardChain, aside: Aside): void {
  checkPlace(locker, act);
  const { body } = act;
  checkAuthor(locker, act, cards);
  if (body === undefined) {
    // The second half of a move, if one was due: its `purge` must come.
    delete locker.moving;
    aside.keep(act);
  } else {
    checkMoving(locker, body);
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

/**
 * Rights are checked at each seq; for now only the holder has one. Only `put`s of documents are purged, so that an act without
 * its body is no `card` act.
 */
function checkAuthor(locker: Locker, { header, body }: Act, cards: CardChain): void {
  require(header.author === locker.holder, "author");
  if (body?.form === "card") {
    const known = cards.find(body.card);
    const due = locker.cardNumber + 1;
    require(header.card === body.card && known?.content.number === body.number && body.number === due, "card");
  } else {
    require(header.card === locker.card, "card");
  }
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
    case "checkpoint":
    case "card":
    case "gap":
      people(locker, act, body, aside);
      return;
  }
}
