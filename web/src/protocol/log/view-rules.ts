import type { Act } from "../act/act";
import type { Body, DocumentState, Rotate } from "../act/body";
import type { Hash } from "../bytes";
import type { Id } from "../id";
import { require } from "../refusal";
import type { Aside } from "./aside";
import { addKey } from "./rules-keys";
import { isTurnDue, setDocument, setStream } from "./rules-nodes";
import { epochOf, folderAfter, folderOf, newestEpoch, placeOf, type Locker, type Place } from "./state";
import { chainOf, streamOf } from "./streams";

/** What a grant reaches: the locker, a folder, or a document alone. */
export interface Scope {
  of: "locker" | "folder" | "document";
  node: Id;
}

/** What a grantee knows of the nodes that were lent to them. */
export interface Lent {
  scope: Scope;
  /** Only what was served: folders, documents, keys and their streams. */
  state: Locker;
  aside: Aside;
  /** Documents that have left: by which act, and their version then. */
  left: Map<Id, { leave: Place; version: number }>;
  /** Acts to begin with whose bodies are gone: heads of streams, perhaps. */
  anchors: Hash[];
}

/** `node` for what the grant doesn't reach. */
export function checkReach({ scope: { of, node }, state }: Lent, body: Body): void {
  const stream = streamOf(body, state.id);
  const folder = typeof stream === "object" ? stream.folder : undefined;
  // Private folders' acts in the stream of keys come along: else one that isn't private could be left out.
  const isReached =
    of === "locker"
      ? stream === "keys" || (folder !== undefined && state.folders.has(folder))
      : of === "folder"
        ? folder === node || (stream === "keys" && "node" in body && body.node === node)
        : folder !== undefined && (body.form === "document" || body.form === "leave" || body.form === "purge") && body.node === node;
  require(isReached, "node");
}

/** The rules that hold an act in its place, as far as what is before it is seen (`chain`, then those of its kind). */
export function checkPlace(lent: Lent, act: Act, body: Body): void {
  checkChain(lent, act, body);
  const { state, aside } = lent;
  switch (body.form) {
    case "rotate":
      checkRotate(state, body);
      return;
    case "new_folder":
      require(!state.folders.has(body.node), "base");
      return;
    case "folder": {
      const known = state.folders.get(body.node);
      require(known !== undefined, "node");
      require(body.base === known.put.hash, "base");
      require(body.epoch === newestEpoch(known.keys), "epoch");
      require(body.version === known.version + 1, "version");
      return;
    }
    case "document":
      checkDocument(lent, act, body);
      return;
    case "leave":
    case "purge": {
      // One whose bodies are gone.
      if (aside.holds(body.base)) return;
      const known = state.documents.get(body.node);
      require(known !== undefined, "base");
      require(known.folder === body.parent, "parent");
      require(known.put.hash === body.base, "base");
      return;
    }
    case "seen":
    case "locker":
    case "checkpoint":
    case "card":
    case "gap":
    case "grant":
    case "revoke":
    case "deposit":
      return;
  }
}

/** Takes an act into the state. */
export function place({ scope, state, left }: Lent, act: Act, body: Body): void {
  switch (body.form) {
    case "rotate":
      addKey(state, body, placeOf(act));
      return;
    case "new_folder":
      if (body.private !== true || (scope.of === "folder" && scope.node === body.node)) state.folders.set(body.node, folderOf(body, placeOf(act)));
      state.keysStream = placeOf(act);
      return;
    case "folder": {
      const known = state.folders.get(body.node);
      if (known !== undefined) state.folders.set(body.node, folderAfter(known, body, placeOf(act)));
      return;
    }
    case "document":
      left.delete(body.node);
      setDocument(state, act, body);
      return;
    case "leave": {
      const known = state.documents.get(body.node);
      if (known !== undefined) left.set(body.node, { leave: placeOf(act), version: known.version });
      state.documents.delete(body.node);
      setStream(state, body.parent, act);
      return;
    }
    case "purge":
      state.documents.delete(body.node);
      setStream(state, body.parent, act);
      return;
    case "seen":
      setStream(state, body.node, act);
      return;
    case "locker":
    case "checkpoint":
    case "card":
    case "gap":
    case "grant":
    case "revoke":
    case "deposit":
      return;
  }
}

/** A document alone is followed by `base`, and the keys of a folder alone by their epochs: other acts lie between. */
function checkChain({ scope: { of }, state, aside, anchors }: Lent, { header }: Act, body: Body): void {
  if (of === "document" || (of === "folder" && streamOf(body, state.id) === "keys")) return;
  const heads = [chainOf(state, body), ...anchors];
  require(
    heads.some((head) => aside.leadsTo(header.chain, head)),
    "chain",
  );
}

function checkRotate(state: Locker, body: Rotate): void {
  const newest = epochOf(state, body.node);
  // One that isn't here is a private folder's.
  if (newest === undefined) require(body.under === undefined, "node");
  else require(body.epoch === newest + 1, "epoch");
}

function checkDocument({ scope, state, left }: Lent, { header }: Act, body: DocumentState): void {
  const known = state.documents.get(body.node);
  const isAlone = scope.of === "document";
  // Both halves of a move follow each other; what was elsewhere in between comes from what isn't seen.
  const gone = left.get(body.node);
  const half = gone !== undefined && (isAlone || gone.leave.seq + 1 === header.seq) ? { hash: gone.leave.hash, version: gone.version } : undefined;
  require(known === undefined || known.folder === body.parent, "parent");
  const before = known === undefined ? half : { hash: known.put.hash, version: known.version };
  if (before !== undefined) {
    require(body.base === before.hash, "base");
    require(body.version === before.version + 1, "version");
  } else if (body.base === undefined) {
    require(body.version === 1, "version");
  } else {
    // It comes from a folder that the grant doesn't reach.
    require(!isAlone, "base");
  }
  const folder = state.folders.get(body.parent);
  require(folder === undefined || body.epoch === newestEpoch(folder.keys), "epoch");
  require(isTurnDue(known, body), "turn");
}
