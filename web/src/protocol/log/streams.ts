import type { Body } from "../act/body";
import type { Hash } from "../bytes";
import type { Locker } from "./state";

/** `chain` of the act that comes next with this body: the head of its stream (§7, "Streams"). */
export function chainOf(locker: Locker, body: Body): Hash | undefined {
  switch (body.form) {
    case "rotate":
    case "new_folder":
      return locker.keysStream?.hash;
    case "folder":
      return locker.folders.get(body.node)?.stream.hash;
    case "document":
    case "leave":
      return locker.folders.get(body.parent)?.stream.hash;
    case "purge":
      // Of a deposit, the parent is the locker.
      return body.parent === locker.id ? locker.peopleStream.hash : locker.folders.get(body.parent)?.stream.hash;
    case "seen":
      return body.node === locker.id ? locker.peopleStream.hash : locker.folders.get(body.node)?.stream.hash;
    case "card":
    case "checkpoint":
    case "gap":
    case "grant":
    case "revoke":
    case "deposit":
      return locker.peopleStream.hash;
    case "locker":
      return undefined;
  }
}
