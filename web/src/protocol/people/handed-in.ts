import type { ObjectName } from "../act/body";
import { fromUtf8, isHash, utf8, type Bytes } from "../bytes";
import { FieldReader, inOrder, isFields, isInteger, isString, readCanonical, type Fields } from "../canonical";
import type { Id } from "../id";
import * as limits from "../limits";
import { readDocumentLabel, type DocumentLabel } from "../locker/label";
import type { Place } from "../log/state";
import { Refusal, require } from "../refusal";
import { openAddressed, sealTo, type Identity } from "../to";
import { checkLetter, isLetterForm, readLetter, writeLetter, type Letter } from "./letter";

/** Boxes are padded to multiples of this, bytes: else a yes would be one shorter than a no. */
const BLOCK = 512;
const KEYS = ["author", "locker", "epoch", "node", "form", "label", "objects", "own", "seen", "pad"];
const LABEL_KEYS = ["name", "type", "size", "edition", "added", "modified", "trashed", "payload", "thumbnail", "thumbnail_size", "pages", "category", "expires"];

/** Where a deposit belongs, as its act says too. */
export interface DepositPlace {
  /** Who hands it in. */
  author: Id;
  /** Into which locker. */
  locker: Id;
  /** Of the locker's key whose inbox it is for. */
  epoch: number;
  /** The document that it becomes. */
  node: Id;
  /** As in the act; none with a letter. */
  objects: readonly ObjectName[];
}

/** What who writes says of two lockers' newest acts: a server that shows two people two histories is found out by whoever holds one of them. */
export interface Heads {
  /** Of the author's own locker. */
  own?: Place;
  /** Of the locker that it is handed in to, as far as the author has seen it. */
  seen?: Place;
}

/** A paper, or a letter. */
export type HandedIn = { form: "paper"; label: DocumentLabel } | Letter;

/** The box for the inbox; `time` is that of the deposit's act. `too_large` over 16 KiB, `objects` for a paper without, the refusals of `checkLetter`. */
export function sealHandedIn(inbox: string, place: DepositPlace, time: number, what: HandedIn, heads: Heads = {}): Promise<Bytes> {
  if (what.form === "paper") requireObjects(place);
  const label = what.form === "paper" ? inOrder(LABEL_KEYS, what.label) : writeLetter(checkLetter(what, time));
  const fields = { ...place, form: what.form, label, objects: place.objects.map((object) => inOrder(["id", "size", "sha256"], object)), ...writeHeads(heads), pad: "" };
  const write = (pad: string) => utf8(JSON.stringify(inOrder(KEYS, { ...fields, pad })));
  const { length } = write("");
  const json = write(" ".repeat((BLOCK - (length % BLOCK)) % BLOCK));
  require(json.length <= limits.LABEL, "too_large");
  return sealTo("mlkem768x25519", inbox, json);
}

/**
 * Opens a box of the inbox of `place.epoch`; `time` is that of the deposit's act. `too_large` over 64 KiB, the refusals of `openAddressed`;
 * `kind` for a form that isn't known, `not_canonical`, `padding`; `deposit` when it says another place than its act; those of a label or of
 * `checkLetter`; `objects` for a letter with some, or a paper without; `malformed` for a vouch by somebody whom it isn't about.
 */
export async function openHandedIn(inbox: Identity, place: DepositPlace, time: number, file: Bytes): Promise<{ what: HandedIn; heads: Heads }> {
  require(file.length <= limits.BOX, "too_large");
  const json = await openAddressed(inbox, file);
  const form = formOf(json);
  require(form === "paper" || isLetterForm(form), "kind");
  const fields = new FieldReader(readCanonical(json, limits.BOX), KEYS);
  const said = { author: fields.id("author"), locker: fields.id("locker"), epoch: fields.integer("epoch"), node: fields.id("node"), form: fields.get("form", isString) };
  const label = fields.get("label", isFields);
  const heads = readHeads(fields);
  const [objects, pad] = [fields.get("objects", Array.isArray) as unknown[], fields.get("pad", isString)];
  const letter = form === "paper" ? null : readLetter(form, label);
  require(json.length % BLOCK === 0 && pad.length < BLOCK && /^ *$/.test(pad), "padding");
  const isSame = said.author === place.author && said.locker === place.locker && said.epoch === place.epoch && said.node === place.node;
  require(isSame && JSON.stringify(objects) === JSON.stringify(place.objects.map((object) => inOrder(["id", "size", "sha256"], object))), "deposit");
  if (letter === null) {
    const paper = readDocumentLabel(label);
    requireObjects(place);
    return { what: { form: "paper", label: paper }, heads };
  }
  require(place.objects.length === 0, "objects");
  checkLetter(letter, time);
  if (letter.form === "vouch") require([letter.vouch.organisation, letter.vouch.member].includes(place.author), "malformed");
  return { what: letter, heads };
}

/** A paper without its bytes couldn't be put on any shelf: what is all label is a note. */
function requireObjects({ objects }: DepositPlace): void {
  require(objects.length > 0, "objects");
}

function writeHeads({ own, seen }: Heads): Fields {
  return { ...(own && { own: [own.seq, own.hash] }), ...(seen && { seen: [seen.seq, seen.hash] }) };
}

function readHeads(fields: FieldReader): Heads {
  const read = (key: "own" | "seen") => {
    const pair = fields.maybe(key, Array.isArray) as unknown[] | undefined;
    if (pair === undefined) return {};
    const [seq, hash] = pair;
    require(pair.length === 2 && isInteger(seq) && isHash(hash), "not_canonical");
    return { [key]: { seq, hash } };
  };
  return { ...read("own"), ...read("seen") };
}

/** What says how to read the rest. */
function formOf(json: Bytes): unknown {
  try {
    const value: unknown = JSON.parse(fromUtf8(json));
    if (isFields(value) && isString(value["form"])) return value["form"];
  } catch {
    // Not JSON.
  }
  throw new Refusal("not_canonical");
}

