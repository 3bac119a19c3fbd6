import type { Contents, Document, Folder } from "../../bridge/bridge";
import type { Id } from "../../protocol/id";
import type { Locker } from "../../protocol/log/state";
import { view } from "./documents";
import type { Labels } from "./labels";

/** Labels opened at the same time: enough to keep WebCrypto busy, and memory flat. */
const AT_ONCE = 64;

/** A verified locker as the page shows it. */
export async function readContents(locker: Locker, labels: Labels): Promise<Contents> {
  labels.keepOnly(locker);
  const opened = await inBatches([...locker.folders.keys()], (id) => folderView(locker, labels, id));
  const folders = opened.filter((folder) => folder !== null);
  const shown = new Set<string>(folders.map(({ id }) => id));
  // An entry without a file is no paper: its label is read by whoever knows what it is.
  const papers = [...locker.documents].filter(([, { folder, objects }]) => shown.has(folder) && objects.length > 0);
  const documents = await inBatches(papers, async ([id, { folder }]): Promise<Document> =>
    view(id, folder, await labels.document(locker, id)),
  );
  return { folders, documents, head: { seq: locker.head.seq } };
}

/** `null` for one that doesn't hold papers. */
async function folderView(locker: Locker, labels: Labels, id: Id): Promise<Folder | null> {
  const { name, pictogram, trashed, holds } = await labels.folder(locker, id);
  if (holds !== undefined) return null;
  return { id, name, pictogram: pictogram ?? "", ...(trashed !== undefined && { trashed }) };
}

async function inBatches<T, R>(items: readonly T[], open: (item: T) => Promise<R>): Promise<R[]> {
  const opened: R[] = [];
  for (let at = 0; at < items.length; at += AT_ONCE) {
    opened.push(...(await Promise.all(items.slice(at, at + AT_ONCE).map(open))));
  }
  return opened;
}
