import type { Body } from "../act/body";
import type { Hash } from "../bytes";
import type { Id } from "../id";
import type { Locker } from "./state";

/** A stream of acts, each naming the one before it as `chain` (§7, "Streams"): the locker's keys, all that is about people, or a folder's. */
export type Stream = "keys" | "people" | { folder: Id };

/** The stream that an act with this body joins; `undefined` for act 0, which is the first of people's. */
export function streamOf(body: Body, locker: Id): Stream | undefined {
  switch (body.form) {
    case "rotate":
    case "new_folder":
      return "keys";
    case "folder":
      return { folder: body.node };
    case "document":
    case "leave":
      return { folder: body.parent };
    case "purge":
      // Of a deposit, the parent is the locker.
      return body.parent === locker ? "people" : { folder: body.parent };
    case "seen":
      return body.node === locker ? "people" : { folder: body.node };
    case "card":
    case "checkpoint":
    case "gap":
    case "grant":
    case "revoke":
    case "deposit":
      return "people";
    case "locker":
      return undefined;
  }
}

/** `chain` of the act that comes next with this body: the head of its stream. */
export function chainOf(locker: Locker, body: Body): Hash | undefined {
  const stream = streamOf(body, locker.id);
  if (stream === undefined) return undefined;
  if (stream === "keys") return locker.keysStream?.hash;
  return stream === "people" ? locker.peopleStream.hash : locker.folders.get(stream.folder)?.stream.hash;
}
