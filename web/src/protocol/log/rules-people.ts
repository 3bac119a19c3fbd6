import type { Act } from "../act/act";
import { checkBeside } from "../act/beside";
import type { Checkpoint, Gap, NewCard, Seen } from "../act/body";
import { hashOf } from "../bytes";
import { require } from "../refusal";
import type { Aside } from "./aside";
import { setStream } from "./rules-nodes";
import { placeOf, type Locker } from "./state";

/** The author vouches for what is before an act. */
export function seen(locker: Locker, act: Act, body: Seen, aside: Aside): void {
  const ofLocker = body.node === locker.id;
  const stream = ofLocker ? locker.peopleStream : locker.folders.get(body.node)?.stream;
  require(stream !== undefined, "node");
  require(aside.leadsTo(act.header.chain, stream.hash), "chain");
  const { head } = locker;
  require(body.seq < head.seq || (body.seq === head.seq && body.hash === head.hash), "seen");
  checkBeside(act);
  if (ofLocker) locker.peopleStream = placeOf(act);
  else setStream(locker, body.node, act);
}

/** What is about the holder and the log as a whole. */
export function people(locker: Locker, act: Act, body: Checkpoint | NewCard | Gap, aside: Aside): void {
  require(aside.leadsTo(act.header.chain, locker.peopleStream.hash), "chain");
  checkBeside(act);
  if (body.form === "card") {
    locker.card = body.card;
    locker.cardNumber = body.number;
    locker.cardAct = placeOf(act);
  } else if (body.form === "checkpoint") {
    require(act.beside.length === 0 || hashOf(act.beside) === body.list, "list");
    locker.checkpoint = placeOf(act);
  }
  locker.peopleStream = placeOf(act);
}
