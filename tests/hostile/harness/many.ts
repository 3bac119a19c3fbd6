import { writeFrames } from "../../../web/src/protocol/act/frame";
import type { Act } from "../../../web/src/protocol/act/act";
import type { Body } from "../../../web/src/protocol/act/body";
import { encode } from "../../../web/src/protocol/bytes";
import { randomId, type Id } from "../../../web/src/protocol/id";
import { sealLabel } from "../../../web/src/protocol/locker/label";
import { sealPayload } from "../../../web/src/protocol/locker/payload";
import * as limits from "../../../web/src/protocol/limits";
import { epochOf } from "../../../web/src/protocol/log/state";
import { sealNote } from "../../../web/src/protocol/people/note";
import { randomSalt } from "../../../web/src/protocol/salt";
import { Chronicle } from "./chronicle";
import type { Insider } from "./insider";

/** Puts so many people on the holder's list as the holder's own device would, in a few requests. */
export async function listMany(holder: Insider, folder: Id, count: number): Promise<void> {
  await putMany(holder, folder, count, async (key, place, at) => {
    const words = { name: `Personne ${String(at)}`, kind: "person", since: 1, addedBy: holder.account } as const;
    return { label: encode(await sealNote(key, place, { note: "entry", entry: words, unknown: {} })), objects: [] };
  });
}

/** Adds so many papers to a folder. */
export async function addMany(holder: Insider, folder: Id, count: number): Promise<void> {
  await putMany(holder, folder, count, async (key, place, at) => {
    const { name, identity, sealed } = await sealPayload(new TextEncoder().encode(`paper ${String(at)}`));
    await send(holder, "PUT", `/objects/${name.id}`, "application/octet-stream", sealed);
    const label = { name: `Papier ${String(at)}.txt`, type: "text/plain", size: 6 + String(at).length, edition: 1, added: 1, modified: 1, payload: identity.exposeText() };
    return { label: encode(await sealLabel(key, place, label)), objects: [name] };
  });
}

type Made = Pick<Extract<Body, { form: "document" }>, "label" | "objects">;
type Place = Parameters<typeof sealLabel>[1];
type Key = Parameters<typeof sealLabel>[0];

async function putMany(holder: Insider, folder: Id, count: number, make: (key: Key, place: Place, at: number) => Promise<Made>): Promise<void> {
  const log = new Chronicle(holder);
  const epoch = epochOf(log.locker, folder) ?? 0;
  let acts: Act[] = [];
  for (let at = 0; at < count; at += 1) {
    const node = randomId();
    const key = await holder.keys.documentKey(log.locker, node, { folder, epoch, turn: 0 });
    const made = await make(key, { locker: holder.locker, node, version: 1 }, at);
    acts.push(log.add({ form: "document", kind: "put", salt: randomSalt(), node, parent: folder, epoch, turn: 0, version: 1, ...made }, holder));
    if (acts.length === limits.APPEND_ACTS || at === count - 1) {
      await send(holder, "POST", "/acts", "application/vnd.armoire.acts", writeFrames(acts));
      acts = [];
    }
  }
}

async function send({ world, locker }: Insider, method: string, path: string, type: string, body: Uint8Array<ArrayBuffer>): Promise<void> {
  const { ok, status } = await world.fetch(`/api/v1/lockers/${locker}${path}`, { method, headers: { "Content-Type": type }, body });
  if (!ok) throw new Error(`${method} ${path}: ${String(status)}`);
}
