import { ArmoireError, type HandedIn as Shown, type OpenDocument, type Progress } from "../../bridge/bridge";
import { decode, hashOf } from "../../protocol/bytes";
import type { Id } from "../../protocol/id";
import type { HandedIn } from "../../protocol/people/handed-in";
import { Refusal, require } from "../../protocol/refusal";
import { verify } from "../../protocol/sign";
import type { PeopleAround } from "../people/context";
import { acceptInto, openPaper } from "../people/inbox";
import { refreshKeyring, shownGrantee } from "../people/known";
import { openBySomeEpoch, refuseDeposit } from "../people/waiting";
import { Acting } from "./acting";
import { checkShown } from "./deeds";
import { byWhich } from "./lending";
import type { LentLocker } from "./lent-locker";

/** Papers that wait in a locker that one runs, the oldest first; `right`. What can't be opened, or wasn't signed by its author, is left out. */
export async function inbox(around: PeopleAround, of: Id): Promise<Shown[]> {
  const [{ lent }] = await Promise.all([running(around, of), refreshKeyring(around)]);
  const papers: Shown[] = [];
  for (const [id, act] of lent.waiting) {
    const what = await openOrLeaveOut(lent, id);
    if (what?.form !== "paper") continue;
    const { name, type, size } = what.label;
    papers.push({ id, from: shownGrantee(around, act.header.author), name, type, size, time: act.header.time });
  }
  return papers.sort((one, other) => one.time - other.time || (one.id < other.id ? -1 : 1));
}

/** Looks at one of them; nothing is kept. */
export async function openHandedIn(around: PeopleAround, of: Id, id: Id, progress?: Progress): Promise<OpenDocument> {
  const { lent } = await running(around, of);
  return openPaper(around, of, await open(lent, id), lent.state.deposits.get(id)?.objects ?? [], progress);
}

/** It is a paper of this folder from now on. */
export async function acceptHandedIn(around: PeopleAround, of: Id, id: Id, folder: Id): Promise<void> {
  const acting = await running(around, of);
  checkShown(acting, folder);
  const deposit = acting.lent.state.deposits.get(id);
  const what = await open(acting.lent, id);
  if (deposit === undefined || what.form !== "paper") throw new ArmoireError("not_found");
  await acceptInto(acting, { id, state: deposit, what }, folder);
}

/** It is deleted. */
export async function refuseHandedIn(around: PeopleAround, of: Id, id: Id): Promise<void> {
  const acting = await running(around, of);
  await acting.append((draft) => {
    refuseDeposit(draft, id);
    return Promise.resolve();
  });
}

/** `right` for who doesn't run the whole of it. */
async function running(around: PeopleAround, of: Id): Promise<Acting> {
  const acting = await Acting.begin(around, of);
  byWhich(acting.lent, of);
  return acting;
}

async function openOrLeaveOut(lent: LentLocker, id: Id): Promise<HandedIn | null> {
  try {
    return await open(lent, id);
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}

/** The log isn't seen from here: who handed it in is certain by their signature alone. */
async function open({ id: locker, state, keys, chains, waiting }: LentLocker, id: Id): Promise<HandedIn> {
  const [act, deposit] = [waiting.get(id), state.deposits.get(id)];
  if (act === undefined || deposit === undefined) throw new ArmoireError("not_found");
  const { header, headerBytes, signature, body, beside } = act;
  require(body?.form === "deposit", "kind");
  require(header.locker === locker, "locker");
  const card = chains.find(header.author, header.card);
  require(card !== undefined, "card");
  verify("act", decode(card.content.signing), headerBytes, signature);
  require(hashOf(beside) === body.box, "box");
  const { what } = await openBySomeEpoch(keys, state, id, deposit, beside);
  return what;
}
