import { ArmoireError } from "../../bridge/bridge";
import type { Id } from "../../protocol/id";
import { randomSalt } from "../../protocol/salt";
import type { Api } from "../http/api";
import type { OpenLocker } from "../locker/open-locker";

/** Times that it begins again after another device's change. */
const TRIES = 3;

/** Ends a document with all its versions: the server lets go of its acts' bodies and objects at once. */
export async function deleteDocument(api: Api, locker: OpenLocker, id: Id): Promise<void> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const state = locker.reader.locker.documents.get(id);
    if (state === undefined) throw new ArmoireError("not_found");
    const base = state.put.hash;
    const acts = await api.actsOn(locker.id, id);
    const puts = acts.filter(({ body }) => body?.form === "document");
    if (puts.at(-1)?.hash !== base) {
      // Another device changed or deleted it since this one looked.
      await locker.sync();
      continue;
    }
    // What it came from, where it was handed in, goes with it.
    const deposit = puts.map(({ body }) => body?.form === "document" && body.deposit).find(Boolean);
    const handedIn = acts.filter(({ hash, body }) => body?.form === "deposit" && hash === deposit);
    const gone = [...handedIn, ...puts].map(({ header }) => header.seq);
    const stood = await locker.append((draft) => {
      const now = draft.locker.documents.get(id);
      // Changed meanwhile: ask again which acts there are.
      if (now?.put.hash !== base) return Promise.resolve(false);
      draft.add({ form: "purge", kind: "purge", salt: randomSalt(), node: id, parent: now.folder, base, gone });
      return Promise.resolve(true);
    });
    if (!stood) continue;
    // The newest checkpoint lists what is gone: who reads cold needs a new one. Without it, the whole log is read.
    if (locker.reader.locker.checkpoint !== undefined) await locker.checkpoint().catch(() => undefined);
    return;
  }
  throw new ArmoireError("edit_conflict");
}
