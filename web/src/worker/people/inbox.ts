import { ArmoireError, type HandedIn as Shown } from "../../bridge/bridge";
import { sealLabel } from "../../protocol/locker/label";
import { freshenDocument } from "../locker/rotation";
import { putDocument } from "../locker/writing";
import { asId } from "../named";
import type { PeopleAround } from "./context";
import { refreshKeyring, shownGrantee } from "./known";
import { refuseDeposit, waitingAs, waitingIn } from "./waiting";

/** Papers that wait, the oldest first. */
export async function inbox(around: PeopleAround): Promise<Shown[]> {
  const { account, locker } = around.opened;
  await Promise.all([locker.sync(), refreshKeyring(around)]);
  return (await waitingIn(around)).flatMap(({ id, state, what }) => {
    if (what.form !== "paper") return [];
    const { name, type, size } = what.label;
    return [{ id, from: shownGrantee(account, state.author), name, type, size, time: state.time }];
  });
}

/** It is a paper of this shelf from now on: whose it was stays in the log, signed. */
export async function acceptHandedIn(around: PeopleAround, id: string, folder: string): Promise<void> {
  const { locker } = around.opened;
  const [node, place] = [asId(id), asId(folder)];
  const { state, what } = await waitingAs(around, node);
  if (what.form !== "paper") throw new ArmoireError("not_found");
  await locker.append(async (draft) => {
    const { deposits, folders } = draft.locker;
    if (!deposits.has(node) || !folders.has(place)) throw new ArmoireError("not_found");
    await freshenDocument(draft, locker.keys, node, place);
    const put = { folder: place, objects: state.objects, version: 1, deposit: state.act.hash };
    await putDocument(draft, locker.keys, node, { ...put, label: (key, at) => sealLabel(key, at, what.label) });
  });
}

export async function refuseHandedIn({ opened: { locker } }: PeopleAround, id: string): Promise<void> {
  await locker.append((draft) => {
    refuseDeposit(draft, asId(id));
    return Promise.resolve();
  });
}
