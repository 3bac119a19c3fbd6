import type { Read } from "../../bridge/bridge";
import type { Id } from "../../protocol/id";
import { readsOf } from "../http/people-api";
import type { PeopleAround } from "./context";
import { shownGrantee } from "./known";
import { noteName } from "./notes";

/** Who was served what, the newest first: the server's word. */
export async function reads(around: PeopleAround): Promise<Read[]> {
  const { api, opened } = around;
  const served = await readsOf(api, opened.locker.id);
  const names = new Map<Id, string | undefined>();
  for (const node of new Set(served.map((read) => read.node))) names.set(node, await nameOf(around, node));
  return served.map(({ node, account, at }) => {
    const name = names.get(node);
    return { who: shownGrantee(around, account), time: at, ...(name !== undefined && { name }) };
  });
}

async function nameOf({ opened: { locker, labels } }: PeopleAround, node: Id): Promise<string | undefined> {
  const state = locker.reader.locker;
  const document = state.documents.get(node);
  if (document !== undefined) return document.objects.length === 0 ? noteName(locker, node) : (await labels.document(state, node)).name;
  return state.folders.has(node) ? (await labels.folder(state, node)).name : undefined;
}
