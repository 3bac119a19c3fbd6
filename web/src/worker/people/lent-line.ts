import type { Chains } from "../../protocol/account/chains";
import type { Act } from "../../protocol/act/act";
import type { Grant } from "../../protocol/act/people";
import { decode } from "../../protocol/bytes";
import type { Id } from "../../protocol/id";
import { require } from "../../protocol/refusal";
import { verify } from "../../protocol/sign";

/** A grant and the act that gives it. */
export interface GivenGrant {
  act: Act;
  body: Grant;
}

/** `kind` for an act that isn't one. */
export function grantIn(act: Act): GivenGrant {
  require(act.body?.form === "grant", "kind");
  return { act, body: act.body };
}

/**
 * A grant is the holder's own, or hangs on one to manage the same that its author was given before, and that lasts as long; and so on, up to
 * the holder's (`via`, `author`). Each is signed (`grant`, `card`, `signature`). Whether one of them was revoked since is the server's word.
 */
export function checkLine(locker: Id, given: GivenGrant, line: readonly GivenGrant[], chains: Chains): void {
  let below = given;
  checkSigned(locker, below.act, chains);
  for (const above of line) {
    const [{ header }, { body }] = [below.act, above];
    const covers = body.node === below.body.node || body.node === below.body.parent || body.node === locker;
    const isOwn = body.grantee === header.author && body.card === header.card && below.body.via === body.grant;
    const lived = body.start <= header.time && header.time < body.end && above.act.header.seq < header.seq;
    require(covers && isOwn && lived && body.right === "manage" && below.body.end <= body.end, "via");
    checkSigned(locker, above.act, chains);
    below = above;
  }
  // The topmost hangs on nothing, and is the holder's.
  require(below.body.via === undefined, "via");
  require(below.act.header.author === chains.holder.account, "author");
}

function checkSigned(locker: Id, { header, headerBytes, signature }: Act, chains: Chains): void {
  require(header.locker === locker, "grant");
  const card = chains.find(header.author, header.card);
  require(card !== undefined, "card");
  verify("act", decode(card.content.signing), headerBytes, signature);
}
