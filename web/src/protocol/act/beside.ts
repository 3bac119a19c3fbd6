import { concat, hashOf, uint32, type Bytes, type Hash } from "../bytes";
import * as limits from "../limits";
import { require } from "../refusal";
import type { Act } from "./act";
import type { Body } from "./body";
import type { GivenBox } from "./people";

/** Hashes of the age files that belong beside a body, in their order. */
export function filesOf(body: Body): Hash[] {
  return body.form === "grant" || body.form === "deposit" ? [body.box] : boxesOf(body).map(({ box }) => box);
}

/** The boxes of a new key, for grants that stay. */
export function boxesOf(body: Body): readonly GivenBox[] {
  return (body.form === "rotate" || body.form === "document" ? body.boxes : undefined) ?? [];
}

/**
 * What is beside an act fits its body; nothing beside is fine too, as in a log that is read. `malformed` when something is beside a
 * body that names no file, or the files are cut; `box` when they aren't those that the body names, `too_large` for one over its
 * limit. A checkpoint's list is compared elsewhere.
 */
export function checkBeside({ body, beside }: Act): void {
  if (body?.form === "checkpoint" || beside.length === 0) return;
  const named = body === undefined ? [] : filesOf(body);
  require(body !== undefined && named.length > 0, "malformed");
  const files = body.form === "grant" || body.form === "deposit" ? [beside] : split(beside);
  // A grant's names acts, and may be as long as a list.
  const limit = body.form === "grant" ? limits.CHECKPOINT_LIST : limits.BOX;
  require(files.every(({ length }) => length <= limit), "too_large");
  require(files.length === named.length && files.every((file, at) => hashOf(file) === named[at]), "box");
}

/** Writes files to go beside a body with `boxes`: each after its length. */
export function joinFiles(files: readonly Bytes[]): Bytes {
  return concat(...files.flatMap((file) => [uint32(file.length), file]));
}

function split(beside: Bytes): Bytes[] {
  const files: Bytes[] = [];
  const view = new DataView(beside.buffer, beside.byteOffset, beside.byteLength);
  for (let at = 0; at < beside.length; ) {
    require(files.length < limits.BOXES, "too_large");
    require(at + 4 <= beside.length, "malformed");
    const end = at + 4 + view.getUint32(at);
    require(end <= beside.length, "malformed");
    files.push(beside.slice(at + 4, end));
    at = end;
  }
  return files;
}
