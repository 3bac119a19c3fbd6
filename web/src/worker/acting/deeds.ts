import { ArmoireError, type NewFolder, type LentFolder } from "../../bridge/bridge";
import { RIGHTS, type Right } from "../../protocol/act/people";
import { randomId, type Id } from "../../protocol/id";
import { moveDocument, relabel, type LabelChange } from "../locker/relabel";
import { writeNewFolder } from "../locker/writing";
import type { PeopleAround } from "../people/context";
import { Acting } from "./acting";
import { isShown } from "./contents";

/** Makes a folder in a locker of which the whole was lent. */
export async function createFolder(around: PeopleAround, of: Id, { name, pictogram }: NewFolder): Promise<LentFolder> {
  const acting = await Acting.begin(around, of);
  const right = need(acting, of, "add");
  const id = randomId();
  await acting.append((draft) => writeNewFolder(draft, acting.keys, id, { name, pictogram }));
  const ends = acting.lent.loans.filter(({ body }) => body.node === of).map(({ body }) => body.end);
  return { id, name, pictogram, right, end: Math.max(...ends) };
}

/** Renames a paper or a folder that was lent, puts it into the bin or takes it out. */
export async function change(around: PeopleAround, of: Id, id: Id, to: LabelChange): Promise<void> {
  const acting = await Acting.begin(around, of);
  checkShown(acting, id);
  need(acting, id, "edit");
  await relabel(acting, acting.labels, id, to, around.remote.now());
}

/** Moves a paper into another folder that was lent. */
export async function move(around: PeopleAround, of: Id, id: Id, folder: Id): Promise<void> {
  const acting = await Acting.begin(around, of);
  checkShown(acting, id);
  checkShown(acting, folder);
  need(acting, id, "edit");
  need(acting, folder, "add");
  await moveDocument(acting, acting.labels, id, folder, around.remote.now());
}

/** `not_found` for what isn't there, or wasn't lent itself. */
export function checkShown({ lent }: Acting, id: Id): void {
  if (!isShown(lent, id)) throw new ArmoireError("not_found");
}

/** One's right on a node; `right` where it is less than this. */
export function need(acting: Acting, node: Id, least: Right): Right {
  const right = acting.rightOn(node);
  if (right === null || right === "holder" || RIGHTS.indexOf(right) < RIGHTS.indexOf(least)) throw new ArmoireError("right");
  return right;
}
