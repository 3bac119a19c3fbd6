import { ArmoireError } from "../../bridge/bridge";
import type { CardChain } from "../../protocol/account/card";
import { signAct, type Act } from "../../protocol/act/act";
import type { ObjectName } from "../../protocol/act/body";
import { decode, hashOf } from "../../protocol/bytes";
import type { Id } from "../../protocol/id";
import { isPublishedRecipient } from "../../protocol/account/recipient";
import { sealHandedIn, type HandedIn } from "../../protocol/people/handed-in";
import type { Person } from "../../protocol/people/person";
import type { Place } from "../../protocol/log/state";
import { Refusal, require } from "../../protocol/refusal";
import { randomSalt } from "../../protocol/salt";
import { verify } from "../../protocol/sign";
import { tailOf, type Tail } from "../http/people-api";
import type { PeopleAround } from "./context";
import { headOf, lookedAt } from "./heads";
import { viewAs } from "./lent-view";
import { readLoans } from "./loans";

/** How often a deposit is signed again after that locker's log went on. */
const TRIES = 20;

/** Where somebody has said that one hands something in to them; `no_locker`. */
export function lockerOf({ introduction: { locker } }: Person): Id {
  if (locker === undefined) throw new ArmoireError("no_locker");
  return locker;
}

/** Hands something in to somebody with these cards, as this node of their locker, where it waits. Nothing of that locker is seen. */
export async function send(around: PeopleAround, person: Person, chain: CardChain, { node, objects }: { node: Id; objects: ObjectName[] }, what: HandedIn): Promise<void> {
  const { api, remote, opened } = around;
  const locker = lockerOf(person);
  const seen = await seenThere(around, person, locker);
  const heads = { own: opened.locker.reader.locker.head, ...(seen && { seen }) };
  for (let tries = 0; tries < TRIES; tries += 1) {
    const tail = await tailOf(api, locker);
    require(seen?.seq !== tail.seq || seen.hash === tail.hash, "fork");
    const inbox = verifiedInbox(tail, locker, chain);
    const time = Math.max(remote.now(), tail.time);
    const file = await sealHandedIn(inbox, { author: opened.account.id, locker, epoch: tail.epoch, node, objects }, time, what, heads);
    const { account } = opened;
    const header = { locker, seq: tail.seq + 1, prev: tail.hash, chain: tail.people, author: account.id, card: account.cards.newest().hash, time };
    const act = signAct(header, { form: "deposit", kind: "deposit", salt: randomSalt(), node, objects, box: hashOf(file) }, account.keyring.signing, file);
    try {
      await api.append(locker, [act]);
      return;
    } catch (error) {
      // Its answer corrects a wrong clock.
      const isTime = error instanceof ArmoireError && error.code === "act_refused" && error.detail?.["reason"] === "time";
      if (!isTime && !(error instanceof ArmoireError && error.code === "log_conflict")) throw error;
      if (await isThere(around, locker, act)) return;
    }
  }
  throw new ArmoireError("log_conflict");
}

/** The newest act of somebody's locker that this account knows: what they have told, or what they have lent shows. */
async function seenThere(around: PeopleAround, person: Person, locker: Id): Promise<Place | undefined> {
  if (lookedAt(around.opened, locker) === undefined) {
    for (const loan of await readLoans(around)) if (loan.locker === locker) await viewAs(around, loan).catch(unlessForked);
  }
  const [told, looked] = [headOf(person), lookedAt(around.opened, locker)];
  return looked !== undefined && looked.seq > (told?.seq ?? -1) ? looked : told;
}

/** What else is wrong with it is told where it is looked at. */
function unlessForked(error: unknown): void {
  const isTold = error instanceof Refusal ? error.code !== "fork" : error instanceof ArmoireError && error.code === "not_found";
  if (!isTold) throw error;
}

/** Whether the answer to our own append was lost. */
async function isThere({ api }: PeopleAround, locker: Id, { hash }: Act): Promise<boolean> {
  return (await tailOf(api, locker)).hash === hash;
}

/** The inbox that the holder has signed: the server alone could name one of its own. */
function verifiedInbox({ rotate, inbox, epoch }: Tail, locker: Id, chain: CardChain): string {
  const { header, headerBytes, signature, body } = rotate;
  const newest = chain.newest();
  require(body?.form === "rotate", "kind");
  require(header.locker === locker && body.node === locker, "locker");
  // A rotation of the account replaces the locker's key as well: an older card's inbox isn't theirs any more.
  require(header.author === chain.account && header.card === newest.hash, "card");
  verify("act", decode(newest.content.signing), headerBytes, signature);
  require(body.inbox === inbox && body.epoch === epoch && isPublishedRecipient(inbox), "recipient");
  return inbox;
}
