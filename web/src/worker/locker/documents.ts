import { ArmoireError, type Document, type OpenDocument } from "../../bridge/bridge";
import type { Id } from "../../protocol/id";
import type { DocumentLabel } from "../../protocol/locker/label";
import { openPayload } from "../../protocol/locker/payload";
import type { Locker } from "../../protocol/log/state";
import { Identity } from "../../protocol/to";
import type { Api } from "../http/api";
import type { Labels } from "./labels";

/** Fetches a document, compares it with the log, and opens it whole. */
export async function openDocument(api: Api, locker: Locker, labels: Labels, id: Id): Promise<OpenDocument> {
  const label = await labels.document(locker, id);
  const [object] = locker.documents.get(id)?.objects ?? [];
  if (object === undefined) throw new ArmoireError("not_found");
  const sealed = await api.download(locker.id, object);
  const file = await openPayload(Identity.read("X25519", label.payload), object, label.size, sealed);
  return { name: label.name, type: label.type, bytes: file.buffer };
}

export function view(id: Id, folder: Id, { name, type, size, edition, added, trashed }: DocumentLabel): Document {
  return { id, folder, name, type, size, edition, added, ...(trashed !== undefined && { trashed }) };
}
