import { ArmoireError, type HandedIn as Shown, type OpenDocument, type Progress } from "../../bridge/bridge";
import type { ObjectName } from "../../protocol/act/body";
import type { Id } from "../../protocol/id";
import { sealLabel } from "../../protocol/locker/label";
import type { HandedIn } from "../../protocol/people/handed-in";
import { download } from "../http/download";
import { openFile } from "../locker/documents";
import type { Writable } from "../locker/keys";
import { freshenDocument } from "../locker/rotation";
import { putDocument } from "../locker/writing";
import { asId } from "../named";
import type { PeopleAround } from "./context";
import { refreshKeyring, shownGrantee } from "./known";
import { refuseUnwanted } from "./unwanted";
import { refuseDeposit, waitingAs, waitingIn, type Waiting } from "./waiting";

/** Papers that wait, the oldest first. */
export async function inbox(around: PeopleAround): Promise<Shown[]> {
  const { locker } = around.opened;
  await Promise.all([locker.sync(), refreshKeyring(around)]);
  // What isn't wanted isn't shown, whether or not it goes now.
  await refuseUnwanted(around).catch(() => undefined);
  return (await waitingIn(around)).flatMap(({ id, state, what }) => {
    if (what.form !== "paper") return [];
    const { name, type, size } = what.label;
    return [{ id, from: shownGrantee(around, state.author), name, type, size, time: state.time }];
  });
}

/** It is a paper of this shelf from now on: whose it was stays in the log, signed. */
export async function acceptHandedIn(around: PeopleAround, id: string, folder: string): Promise<void> {
  await acceptInto(around.opened.locker, await waitingAs(around, asId(id)), asId(folder));
}

/** The same in any locker. */
export async function acceptInto(locker: Writable, { id, state, what }: Waiting, folder: Id): Promise<void> {
  if (what.form !== "paper") throw new ArmoireError("not_found");
  await locker.append(async (draft) => {
    const { deposits, folders } = draft.locker;
    if (!deposits.has(id) || !folders.has(folder)) throw new ArmoireError("not_found");
    await freshenDocument(draft, locker.keys, id, folder);
    const put = { folder, objects: state.objects, version: 1, deposit: state.act.hash };
    await putDocument(draft, locker.keys, id, { ...put, label: (key, at) => sealLabel(key, at, what.label) });
  });
}

/** Looks at one that waits, compared with what its author has signed; nothing is kept. */
export async function openHandedIn(around: PeopleAround, id: string, progress?: Progress): Promise<OpenDocument> {
  const { state, what } = await waitingAs(around, asId(id));
  return openPaper(around, around.opened.locker.id, what, state.objects, progress);
}

export function openPaper({ remote, later }: PeopleAround, locker: Id, what: HandedIn, objects: readonly ObjectName[], progress?: Progress): Promise<OpenDocument> {
  if (what.form !== "paper") throw new ArmoireError("not_found");
  return openFile((object, told) => download(remote, later, locker, object, told), what.label, objects, progress);
}

export async function refuseHandedIn({ opened: { locker } }: PeopleAround, id: string): Promise<void> {
  await locker.append((draft) => {
    refuseDeposit(draft, asId(id));
    return Promise.resolve();
  });
}
