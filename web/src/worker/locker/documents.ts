import { ArmoireError, type Document, type NewDocument, type OpenDocument, type Progress } from "../../bridge/bridge";
import { randomId, type Id } from "../../protocol/id";
import type { DocumentLabel } from "../../protocol/locker/label";
import { openPayload, sealPayload, type SealedPayload } from "../../protocol/locker/payload";
import * as limits from "../../protocol/limits";
import type { Locker } from "../../protocol/log/state";
import { Identity } from "../../protocol/to";
import type { Api } from "../http/api";
import type { Queue } from "../queue";
import type { Draft } from "./draft";
import type { Labels } from "./labels";
import type { OpenLocker } from "./open-locker";
import { writeDocument } from "./writing";

const REPEATS = 3;

/** Seals a file once, stores it, and names it in the log. */
export async function addDocument(
  api: Api,
  queue: Queue,
  locker: OpenLocker,
  folder: Id,
  input: NewDocument,
  now: number,
  progress: Progress,
): Promise<Document> {
  if (!locker.reader.locker.folders.has(folder)) throw new ArmoireError("not_found");
  if (locker.reader.locker.documents.size >= limits.DOCUMENTS) throw new ArmoireError("too_large");
  const payload = await sealPayload(new Uint8Array(input.bytes));
  const label: DocumentLabel = {
    name: input.name,
    type: input.type,
    size: input.bytes.byteLength,
    edition: 1,
    added: now,
    modified: now,
    payload: payload.identity.exposeText(),
  };
  const node = randomId();
  await upload(api, locker.id, payload, progress);
  await queue.run(() =>
    nameInLog(api, locker, payload, progress, (draft) => writeDocument(draft, locker.keys, node, { folder, label, objects: [payload.name] })),
  );
  return view(node, folder, label);
}

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

/** The same ciphertext, again, when the network fails: sealing twice would store it twice. */
async function upload(api: Api, locker: Id, { name, sealed }: SealedPayload, progress: Progress): Promise<void> {
  for (let repeats = 1; ; repeats += 1) {
    try {
      await api.upload(locker, name.id, sealed, (sent) => {
        progress(Math.min(sent, sealed.length), sealed.length);
      });
      progress(sealed.length, sealed.length);
      return;
    } catch (error) {
      if (!isCode(error, "network") || repeats === REPEATS) throw error;
    }
  }
}

/** The server may have swept an upload that nothing named for long: it is sent again. */
async function nameInLog(
  api: Api,
  locker: OpenLocker,
  payload: SealedPayload,
  progress: Progress,
  write: (draft: Draft) => Promise<void>,
): Promise<void> {
  for (let repeats = 1; ; repeats += 1) {
    try {
      await locker.append(write);
      return;
    } catch (error) {
      if (!isCode(error, "object_gone") || repeats === REPEATS) throw error;
      await upload(api, locker.id, payload, progress);
    }
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof ArmoireError && error.code === code;
}
