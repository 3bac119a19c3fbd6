import type { Document, OpenDocument, Progress } from "../../bridge/bridge";
import type { ObjectName } from "../../protocol/act/body";
import type { Bytes } from "../../protocol/bytes";
import type { Id } from "../../protocol/id";
import type { DocumentLabel } from "../../protocol/locker/label";
import { openPayload } from "../../protocol/locker/payload";
import { require } from "../../protocol/refusal";
import { Identity } from "../../protocol/to";

/** Brings an object of the locker. */
export type Fetch = (object: ObjectName, progress?: Progress) => Promise<Bytes>;

/** Fetches a document's file, compares it with the log, and opens it whole. */
export async function openFile(fetch: Fetch, label: Pick<DocumentLabel, "name" | "type" | "size" | "payload">, objects: readonly ObjectName[], progress?: Progress): Promise<OpenDocument> {
  const [object] = objects;
  require(object !== undefined, "objects");
  const sealed = await fetch(object, progress);
  const file = await openPayload(Identity.read("X25519", label.payload), object, label.size, sealed);
  return { name: label.name, type: label.type, bytes: file.buffer };
}

export function view(id: Id, folder: Id, { name, type, size, edition, added, trashed }: DocumentLabel): Document {
  return { id, folder, name, type, size, edition, added, ...(trashed !== undefined && { trashed }) };
}
