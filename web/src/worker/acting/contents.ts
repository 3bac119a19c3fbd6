import { ArmoireError, type Document, type LentContents, type LentFolder, type LentLocker as Shown, type LentPaper, type Right } from "../../bridge/bridge";
import type { Grant } from "../../protocol/act/people";
import type { Id } from "../../protocol/id";
import { covers } from "../../protocol/log/rights";
import type { LockerDocument } from "../../protocol/log/state";
import { Refusal } from "../../protocol/refusal";
import { view } from "../locker/documents";
import type { PeopleAround } from "../people/context";
import { shownGrantee, shownPerson } from "../people/known";
import { readLoans, type Loan } from "../people/loans";
import { lookAt, rightOn, type LentLocker } from "./lent-locker";

/** Lockers of others, by what was lent in them: those that one runs first, then by name. */
export async function lentLockers(around: PeopleAround): Promise<Shown[]> {
  const loans = await readLoans(around);
  const lockers = [...new Set(loans.map(({ locker }) => locker))];
  const all = lockers.map((id) => shownLocker(around, id, loans.filter(({ locker }) => locker === id)));
  return all.sort((one, other) => Number(other.right === "manage") - Number(one.right === "manage") || one.from.name.localeCompare(other.from.name));
}

/** Everything that was lent in a locker; `lent_over`. */
export async function lentLocker(around: PeopleAround, of: Id): Promise<LentContents> {
  return contentsOf(around, await lookAt(around, of, "view"));
}

/** A paper as it stands in somebody else's locker. */
export async function lentDocument(around: PeopleAround, of: Id, id: Id): Promise<Document> {
  const { state, labels } = await lookAt(around, of, "view");
  const known = state.documents.get(id);
  if (known === undefined) throw new ArmoireError("not_found");
  return view(id, known.folder, await labels.document(state, id));
}

/** Whether it is there and was lent itself: not a note, nor a folder of which only something was lent. */
export function isShown({ state }: LentLocker, id: Id): boolean {
  const document = state.documents.get(id);
  return document === undefined ? (state.folders.get(id)?.version ?? 0) > 0 : document.objects.length > 0;
}

async function contentsOf(around: PeopleAround, lent: LentLocker): Promise<LentContents> {
  const folders = (await Promise.all([...lent.state.folders.keys()].map((id) => folderView(around, lent, id)))).filter((one) => one !== null);
  const names = new Map(folders.map(({ id, name }) => [id, name]));
  const papers: LentPaper[] = [];
  let awaited = 0;
  for (const [id, document] of lent.state.documents) {
    if (document.objects.length === 0) continue;
    const paper = await paperView(around, lent, id, document, names.get(document.folder));
    if (paper === null) awaited += 1;
    else papers.push(paper);
  }
  const byName = (one: { name: string }, other: { name: string }): number => one.name.localeCompare(other.name);
  return { ...shownLocker(around, lent.id, lent.loans), folders: folders.sort(byName), papers: papers.sort(byName), awaited };
}

/** `null` for one that isn't lent itself, whose new key hasn't come, or that holds no papers. */
async function folderView(around: PeopleAround, lent: LentLocker, id: Id): Promise<LentFolder | null> {
  if (!isShown(lent, id)) return null;
  const label = await orAwaited(lent.labels.folder(lent.state, id));
  if (label === null || label.holds !== undefined) return null;
  const { name, pictogram, trashed } = label;
  return { id, name, pictogram: pictogram ?? "", ...mayOn(around, lent, id), ...(trashed !== undefined && { trashed }) };
}

/** `null` for one whose new key hasn't come. */
async function paperView(around: PeopleAround, lent: LentLocker, id: Id, document: LockerDocument, folder: string | undefined): Promise<LentPaper | null> {
  const label = await orAwaited(lent.labels.document(lent.state, id));
  if (label === null) return null;
  const { name, type, size, added, trashed } = label;
  const { grant, right } = mayOn(around, lent, id);
  const shelf = folder === undefined ? {} : { folder, shelf: document.folder };
  return { ...{ grant, id, name, type, size, added, right, ...shelf }, ...(trashed !== undefined && { trashed }), confirmed: lent.confirmed.has(id) };
}

/** What may be done on a node, until when, and by which grant: of those that allow the most, the one that lasts longest. */
function mayOn({ opened, remote }: PeopleAround, lent: LentLocker, node: Id): { grant: string; right: Right; end: number } {
  const folder = lent.state.documents.get(node)?.folder;
  const highest = rightOn(lent, opened.account.id, node, remote.now());
  const reaching = lent.loans.map(({ body }) => body).filter((body) => covers(lent.state, body.node, { node, ...(folder && { folder }) }));
  const best = longest(reaching.filter(({ right }) => right === highest)) ?? longest(reaching);
  if (best === undefined) throw new ArmoireError("lent_over");
  const { grant, right, end } = best;
  return { grant, right, end };
}

function shownLocker(around: PeopleAround, locker: Id, loans: readonly Loan[]): Shown {
  const [first] = loans;
  if (first === undefined) throw new ArmoireError("lent_over");
  const whole = loans.map(({ body }) => body).filter(({ node }) => node === locker);
  const best = RANK.flatMap((right) => longest(whole.filter((body) => body.right === right)) ?? []).at(0);
  const by = first.by === undefined ? {} : { by: shownGrantee(around, first.by) };
  const end = best?.end ?? Math.max(...loans.map(({ body }) => body.end));
  return { locker, from: shownPerson(around, first.from), ...by, ...(best && { right: best.right }), end, grants: loans.map(({ body }) => body.grant) };
}

const RANK: readonly Right[] = ["manage", "edit", "add", "read"];

function longest(grants: readonly Grant[]): Grant | undefined {
  return [...grants].sort((one, other) => other.end - one.end).at(0);
}

/** `null` where the key hasn't come. */
async function orAwaited<T>(opening: Promise<T>): Promise<T | null> {
  try {
    return await opening;
  } catch (error) {
    if (error instanceof Refusal && error.code === "epoch") return null;
    throw error;
  }
}
