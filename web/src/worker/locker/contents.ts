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
  const folders = await inBatches([...locker.folders.keys()], (id) => folderView(locker, labels, id));
  const documents = await inBatches([...locker.documents], async ([id, { folder }]): Promise<Document> =>
    view(id, folder, await labels.document(locker, id)),
  );
  return { folders, documents, head: { seq: locker.head.seq } };
}

async function folderView(locker: Locker, labels: Labels, id: Id): Promise<Folder> {
  const { name, pictogram, trashed } = await labels.folder(locker, id);
  return { id, name, pictogram: pictogram ?? "", ...(trashed !== undefined && { trashed }) };
}

async function inBatches<T, R>(items: readonly T[], open: (item: T) => Promise<R>): Promise<R[]> {
  const opened: R[] = [];
  for (let at = 0; at < items.length; at += AT_ONCE) {
    opened.push(...(await Promise.all(items.slice(at, at + AT_ONCE).map(open))));
  }
  return opened;
}
