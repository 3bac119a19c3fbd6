import type { Grant as Shown } from "../../bridge/bridge";
import type { Act } from "../../protocol/act/act";
import type { Grant, GrantId } from "../../protocol/act/people";
import { decode, type Text64 } from "../../protocol/bytes";
import { isString } from "../../protocol/canonical";
import type { Id } from "../../protocol/id";
import * as limits from "../../protocol/limits";
import { openActText } from "../../protocol/locker/act-text";
import { newestEpoch } from "../../protocol/log/state";
import { Refusal } from "../../protocol/refusal";
import { field, readSealedJson } from "../../protocol/sealed-json";
import type { OpenLocker } from "../locker/open-locker";
import type { Around } from "../ways/context";
import { shownGrantee } from "./known";
import { noteName } from "./notes";
import { peopleFolder } from "./people-folder";

/** For how long what is over is told, milliseconds. */
const TOLD = 30 * 24 * 60 * 60 * 1000;

/** What is told of a grant. */
interface Told extends Pick<Grant, "node" | "grantee" | "right" | "start" | "end"> {
  id: GrantId;
  author: Id;
  /** Of a document; what isn't there any more tells it by its `parent` alone. */
  parent?: Id | undefined;
  purpose?: string | undefined;
  over?: number;
}

/** What is lent, and what was until a month ago: soonest end first. */
export async function grants(around: Around): Promise<Shown[]> {
  const { opened, remote } = around;
  await opened.locker.sync();
  const now = remote.now();
  const acts = await wholeOf(opened.locker);
  const folder = await peopleFolder(opened.locker.reader.locker, opened.labels);
  const told: Told[] = [];
  for (const one of grantsIn(acts, now)) {
    if (one.over !== undefined && one.over < now - TOLD) continue;
    told.push({ ...one, purpose: folder && (await purposeOf(opened.locker, folder, one)) });
  }
  const shown = await Promise.all(told.map((one) => shownGrant(around, one, now)));
  return shown.sort((one, other) => one.end - other.end || (one.id < other.id ? -1 : 1));
}

export async function shownGrant(around: Around, { id, node, author, grantee, right, start, end, parent, purpose, over }: Told, now: number): Promise<Shown> {
  const { account, locker } = around.opened;
  const { id: whole, documents } = locker.reader.locker;
  const document = documents.get(node);
  const isEntry = document?.objects.length === 0;
  const on = node === whole ? "locker" : document === undefined && parent === undefined ? "shelf" : isEntry ? "entry" : "paper";
  const name = await nameOf(around, node);
  const ended = over ?? (end <= now ? end : undefined);
  return {
    ...{ id, on, to: shownGrantee(around, grantee), right, start, end },
    ...(node !== whole && { node }),
    ...(name !== undefined && { name }),
    ...(author !== account.id && { by: shownGrantee(around, author) }),
    ...(ended !== undefined && { over: ended }),
    ...(purpose !== undefined && { purpose }),
  };
}

/** What a node is called, where it is there. */
export async function nameOf({ opened: { locker, labels } }: Around, node: Id): Promise<string | undefined> {
  const state = locker.reader.locker;
  const document = state.documents.get(node);
  if (document?.objects.length === 0) return noteName(locker, node);
  if (document !== undefined) return (await labels.document(state, node)).name;
  return state.folders.has(node) ? (await labels.folder(state, node)).name : undefined;
}

/** Every grant of a whole log; `over` since its end, its revoke, or the end of the one that it hangs on. */
function grantsIn(acts: readonly Act[], now: number): (Told & { salt: Text64; sealed?: Text64 | undefined })[] {
  const revoked = new Map(acts.flatMap(({ header, body }) => (body?.form === "revoke" ? [[body.grant, header.time] as const] : [])));
  const ends = new Map<GrantId, number>();
  return acts.flatMap(({ header, body }) => {
    if (body?.form !== "grant") return [];
    const over = Math.min(revoked.get(body.grant) ?? Infinity, body.end, body.via === undefined ? Infinity : (ends.get(body.via) ?? Infinity));
    ends.set(body.grant, over);
    return [{ ...body, id: body.grant, author: header.author, ...(over <= now && { over }) }];
  });
}

/** What the holder wrote about a grant, if it can still be read. The act doesn't say of which epoch its key was. */
async function purposeOf({ keys, reader: { locker } }: OpenLocker, folder: Id, { node, salt, sealed }: { node: Id; salt: Text64; sealed?: Text64 | undefined }): Promise<string | undefined> {
  if (sealed === undefined) return undefined;
  for (let epoch = newestEpoch(locker.folders.get(folder)?.keys ?? []); epoch > 0; epoch -= 1) {
    try {
      const text = await openActText(await keys.folderKey(locker, folder, epoch), { locker: locker.id, node, kind: "grant", salt }, decode(sealed));
      return field(readSealedJson(text, limits.ACT_TEXT), "purpose", isString);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  }
  return undefined;
}

const known = new WeakMap<OpenLocker, { hash: Text64; acts: Promise<readonly Act[]> }>();

/** Every act, fetched again only where something is new. */
export function wholeOf(locker: OpenLocker): Promise<readonly Act[]> {
  const { hash } = locker.reader.locker.head;
  const before = known.get(locker);
  if (before?.hash === hash) return before.acts;
  const acts = locker.whole();
  acts.catch(() => known.delete(locker));
  known.set(locker, { hash, acts });
  return acts;
}

