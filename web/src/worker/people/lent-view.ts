import { ArmoireError, type LentEntry, type LentPaper, type OpenDocument, type Progress } from "../../bridge/bridge";
import { cardIdentity } from "../../protocol/account/keyring";
import type { Act } from "../../protocol/act/act";
import { decode } from "../../protocol/bytes";
import type { Id } from "../../protocol/id";
import { openDocumentLabel, openFolderLabel } from "../../protocol/locker/label";
import type { LockerDocument } from "../../protocol/log/state";
import { View } from "../../protocol/log/view";
import { openNote, type Note } from "../../protocol/people/note";
import { Refusal } from "../../protocol/refusal";
import { download } from "../http/download";
import { viewOf } from "../http/people-api";
import { openFile } from "../locker/documents";
import { withAuthors } from "../locker/others";
import { asId } from "../named";
import type { Opened } from "../opened";
import type { PeopleAround } from "./context";
import { GivenKeys, keysOf, type OwnKey } from "./given-keys";
import { checkView } from "./heads";
import { loanOf, type Loan } from "./loans";

/** What a grant shows, verified. */
interface Seen {
  loan: Loan;
  view: View;
  keys: GivenKeys;
}

/** The last look at each grant, while the locker is open. */
const looks = new WeakMap<Opened, Map<string, Seen>>();

/** The papers that a grant reaches; `not_found` once it is over, and the rule that what was served breaks. */
export async function lentPapers(around: PeopleAround, grant: string): Promise<LentPaper[]> {
  const seen = await look(around, await found(around, grant));
  const papers: LentPaper[] = [];
  for (const [id, state] of seen.view.state.documents) {
    const paper = await paperOf(seen, id, state);
    if (paper !== null) papers.push(paper);
  }
  return papers.sort((one, other) => one.name.localeCompare(other.name));
}

/** Fetches a lent paper, compares it with what its holder has signed, and opens it. */
export async function openLent(around: PeopleAround, grant: string, id: string, progress?: Progress): Promise<OpenDocument> {
  const known = looks.get(around.opened)?.get(grant);
  if (known === undefined) return open(around, await look(around, await found(around, grant)), asId(id), progress);
  try {
    return await open(around, known, asId(id), progress);
  } catch (error) {
    if (!(error instanceof ArmoireError && error.code === "not_found")) throw error;
  }
  // Taken back, or there is a newer file.
  return open(around, await look(around, await found(around, grant)), asId(id), progress);
}

/** What the entry says that a grant shows; `null` for another note, and while its new key hasn't come. */
export async function lentEntry(around: PeopleAround, grant: string): Promise<LentEntry | null> {
  const seen = await look(around, await found(around, grant));
  const id = seen.loan.body.node;
  const state = seen.view.state.documents.get(id);
  if (state === undefined || state.objects.length > 0) throw new ArmoireError("not_found");
  const note = await knownNote(seen, id, state);
  if (note?.note !== "entry") return null;
  // Who added it stays between them and the holder.
  const { account, addedBy: _, ...words } = note.entry;
  return { ...words, grant, mine: account === around.opened.account.id, confirmed: seen.view.isConfirmed(id) };
}

/** Whether a document that was lent alone is an entry of its holder's list; what can't be read counts as a paper. */
export async function isEntry(around: PeopleAround, loan: Loan): Promise<boolean> {
  try {
    const { view } = looks.get(around.opened)?.get(loan.body.grant) ?? (await look(around, loan));
    return view.state.documents.get(loan.body.node)?.objects.length === 0;
  } catch (error) {
    if (error instanceof Refusal || (error instanceof ArmoireError && error.code === "not_found")) return false;
    throw error;
  }
}

async function found(around: PeopleAround, grant: string): Promise<Loan> {
  try {
    return await loanOf(around, grant);
  } catch (error) {
    looks.get(around.opened)?.delete(grant);
    throw error;
  }
}

/** Fetches what the grant shows and verifies it as its grantee. */
async function look(around: PeopleAround, loan: Loan): Promise<Seen> {
  const { grant } = loan.body;
  const known = looksOf(around.opened);
  known.delete(grant);
  const { view, own } = await viewAs(around, loan);
  const keys = new GivenKeys();
  keys.give(loan.body, own);
  const seen = { loan, view, keys };
  known.set(grant, seen);
  return seen;
}

/** What a grant shows, and the keys that its boxes give; `not_found` once it is over. */
export async function viewAs(around: PeopleAround, loan: Loan): Promise<{ view: View; own: OwnKey[]; acts: readonly Act[] }> {
  const { api, opened } = around;
  const acts = await viewOf(api, loan.locker, loan.body.grant);
  const chains = await withAuthors(api, loan.chains, acts);
  const view = new View(loan.act, opened.account.id, { box: loan.given, file: loan.file }, acts, chains);
  if (view.isOver) throw new ArmoireError("not_found");
  checkView(around, loan.locker, loan.holder, acts);
  return { view, own: await keysOf(loan, view, acts, cardIdentity(opened.account.keyring)), acts };
}

/** Keys of others go with one's own. */
function looksOf(opened: Opened): Map<string, Seen> {
  const known = looks.get(opened);
  if (known !== undefined) return known;
  const none = new Map<string, Seen>();
  looks.set(opened, none);
  opened.onClose(() => {
    for (const { keys } of none.values()) keys.forget();
    none.clear();
  });
  return none;
}

/** `null` for what isn't shown: notes, what lies in the bin or on a shelf that does. */
async function paperOf(seen: Seen, id: Id, state: LockerDocument): Promise<LentPaper | null> {
  if (state.objects.length === 0) return null;
  const folder = await folderLabel(seen, state.folder);
  const { name, type, size, added, trashed } = await documentLabel(seen, id, state);
  if (trashed !== undefined || folder?.trashed !== undefined || folder?.holds !== undefined) return null;
  const { grant, right } = seen.loan.body;
  return { grant, id, name, type, size, added, right, ...(folder && { folder: folder.name, shelf: state.folder }), confirmed: seen.view.isConfirmed(id) };
}

/** `null` for a kind that isn't known, and for a key that doesn't lead there. */
async function knownNote({ view, keys }: Seen, id: Id, state: LockerDocument): Promise<Note | null> {
  try {
    const key = await keys.documentKey(view.state, id, state);
    return await openNote(key, { locker: view.state.id, node: id, version: state.version }, decode(state.label));
  } catch (error) {
    if (error instanceof Refusal && (error.code === "epoch" || error.code === "kind")) return null;
    throw error;
  }
}

async function open({ remote, later }: PeopleAround, seen: Seen, id: Id, progress?: Progress): Promise<OpenDocument> {
  const state = seen.view.state.documents.get(id);
  if (state === undefined) throw new ArmoireError("not_found");
  const label = await documentLabel(seen, id, state);
  return openFile((object, told) => download(remote, later, seen.loan.locker, object, told), label, state.objects, progress);
}

async function documentLabel({ view, keys }: Seen, id: Id, state: LockerDocument) {
  const place = { locker: view.state.id, node: id, version: state.version };
  return openDocumentLabel(await keys.documentKey(view.state, id, state), place, decode(state.label));
}

async function folderLabel({ view, keys }: Seen, id: Id) {
  const state = view.state.folders.get(id);
  if (state === undefined) return undefined;
  return openFolderLabel(await keys.folderKey(view.state, id, state.epoch), { locker: view.state.id, node: id, version: state.version }, decode(state.label));
}
