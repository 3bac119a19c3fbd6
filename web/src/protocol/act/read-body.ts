import { compare, decode, isHash, isText64, lengthOf, type Hash, type Text64 } from "../bytes";
import { FieldReader, isBoolean, isInteger, isListOf, isString, readCanonical } from "../canonical";
import { isPublishedRecipient } from "../account/recipient";
import { isId } from "../id";
import * as limits from "../limits";
import { LABEL_BLOCK } from "../padding";
import { Refusal, require } from "../refusal";
import { SEAL_OVERHEAD } from "../seal";
import { BODY_KEYS, type Body, type ObjectName } from "./body";
import { RIGHTS, type GivenBox, type GrantId, type Right } from "./people";

const SALT = 16;
const GRANT = 22;
const SEALED_KEY = SEAL_OVERHEAD + 32;

/**
 * Reads a body as its hash binds it. `too_large` over 64 KiB, `not_canonical`, `kind` for an unknown kind, `body` for keys
 * missing, too many or out of their bounds, `objects` for a wrong count or an id twice.
 */
export function readBody(bytes: Uint8Array): Body {
  const fields = new FieldReader(readCanonical(bytes, limits.ACT_BODY), BODY_KEYS);
  const values = readValues(fields);
  const body = ofKind(fields.get("kind", isString), values, fields);
  require(
    fields.keys().every((key) => Object.hasOwn(body, key)),
    "body",
  );
  return body;
}

type Values = ReturnType<typeof readValues>;

/** Every key that is there, with a value of its type. */
function readValues(fields: FieldReader) {
  return {
    salt: fields.maybe("salt", isText64),
    node: fields.maybe("node", isId),
    parent: fields.maybe("parent", isId),
    epoch: fields.maybe("epoch", isInteger),
    under: fields.maybe("under", isInteger),
    turn: fields.maybe("turn", isInteger),
    version: fields.maybe("version", isInteger),
    base: fields.maybe("base", isHash),
    left: fields.maybe("left", isBoolean),
    private: fields.maybe("private", isBoolean),
    key: fields.maybe("key", isText64),
    prior: fields.maybe("prior", isText64),
    label: fields.maybe("label", isText64),
    objects: fields.maybe("objects", isListOf(isUnknown))?.map(readObject),
    inbox: fields.maybe("inbox", isString),
    card: fields.maybe("card", isHash),
    number: fields.maybe("number", isInteger),
    seq: fields.maybe("seq", isInteger),
    hash: fields.maybe("hash", isHash),
    list: fields.maybe("list", isHash),
    living: fields.maybe("living", isInteger),
    gone: fields.maybe("gone", isListOf(isInteger)),
    grant: fields.maybe("grant", isGrantId),
    grantee: fields.maybe("grantee", isId),
    right: fields.maybe("right", isString),
    start: fields.maybe("start", isInteger),
    end: fields.maybe("end", isInteger),
    via: fields.maybe("via", isGrantId),
    box: fields.maybe("box", isHash),
    boxes: fields.maybe("boxes", isListOf(isUnknown))?.map(readBox),
    deposit: fields.maybe("deposit", isHash),
    sealed: fields.maybe("sealed", isText64),
    lost: fields.maybe("lost", isListOf(isHash)),
  };
}

function ofKind(kind: string, values: Values, fields: FieldReader): Body {
  switch (kind) {
    case "locker":
      return { form: "locker", kind, salt: salt(values), inbox: inbox(needed(values.inbox)) };
    case "rotate":
      return {
        form: "rotate",
        kind,
        salt: salt(values),
        node: needed(values.node),
        epoch: needed(values.epoch),
        ...maybe("under", values.under),
        key: sealedKey(values.key),
        ...(values.prior !== undefined && { prior: sealedKey(values.prior) }),
        ...(values.inbox !== undefined && { inbox: inbox(values.inbox) }),
        ...boxes(values),
        ...sealed(values),
      };
    case "put":
      return readPut(values, fields);
    case "seen":
      return { form: "seen", kind, salt: salt(values), node: needed(values.node), seq: needed(values.seq), hash: needed(values.hash) };
    case "checkpoint":
      return { form: "checkpoint", kind, salt: salt(values), list: needed(values.list), living: needed(values.living) };
    case "card":
      return { form: "card", kind, salt: salt(values), card: needed(values.card), number: needed(values.number) };
    case "purge":
      return {
        form: "purge",
        kind,
        salt: salt(values),
        node: needed(values.node),
        parent: needed(values.parent),
        base: needed(values.base),
        gone: needed(values.gone),
      };
    case "gap":
      return { form: "gap", kind, salt: salt(values), seq: needed(values.seq), hash: needed(values.hash), ...lost(values) };
    case "grant":
      return readGrant(values);
    case "revoke":
      return { form: "revoke", kind, salt: salt(values), grant: needed(values.grant), ...sealed(values) };
    case "deposit":
      return {
        form: "deposit",
        kind,
        salt: salt(values),
        node: needed(values.node),
        objects: distinct(needed(values.objects)),
        box: needed(values.box),
      };
    default:
      throw new Refusal("kind");
  }
}

function readPut(values: Values, fields: FieldReader): Body {
  const kind = "put";
  const place = { salt: salt(values), node: needed(values.node), parent: needed(values.parent) };
  if (fields.has("left")) {
    require(values.left === true, "body");
    return { form: "leave", kind, ...place, base: needed(values.base), left: true, ...sealed(values) };
  }
  const state = { ...place, epoch: needed(values.epoch), version: needed(values.version), label: sealedLabel(values.label), ...sealed(values) };
  if (values.objects !== undefined) {
    const turn = needed(values.turn);
    const objects = distinct(values.objects);
    return { form: "document", kind, ...state, turn, ...maybe("base", values.base), objects, ...boxes(values), ...maybe("deposit", values.deposit) };
  }
  if (values.key !== undefined) {
    // Either under the locker's key, or private: not both, not neither.
    require(values.private !== false && (values.private === true) !== (values.under !== undefined), "body");
    return {
      form: "new_folder",
      kind,
      ...state,
      ...maybe("under", values.under),
      ...(values.private === true && { private: true }),
      key: sealedKey(values.key),
    };
  }
  return { form: "folder", kind, ...state, base: needed(values.base) };
}

function readGrant(values: Values): Body {
  require((values.parent === undefined) === (values.turn === undefined), "body");
  return {
    form: "grant",
    kind: "grant",
    salt: salt(values),
    node: needed(values.node),
    ...maybe("parent", values.parent),
    epoch: needed(values.epoch),
    ...maybe("turn", values.turn),
    card: needed(values.card),
    grant: needed(values.grant),
    grantee: needed(values.grantee),
    right: right(needed(values.right)),
    start: needed(values.start),
    end: needed(values.end),
    ...maybe("via", values.via),
    box: needed(values.box),
    ...sealed(values),
  };
}

function readBox(value: unknown): GivenBox {
  const fields = new FieldReader(value, ["grant", "box"]);
  return { grant: fields.get("grant", isGrantId), box: fields.hash("box") };
}

function readObject(value: unknown): ObjectName {
  const fields = new FieldReader(value, ["id", "size", "sha256"]);
  return { id: fields.id("id"), size: fields.integer("size"), sha256: fields.hash("sha256") };
}

function needed<T>(value: T | undefined): T {
  require(value !== undefined, "body");
  return value;
}

function maybe<K extends string, T>(key: K, value: T | undefined): Partial<Record<K, T>> {
  return value === undefined ? {} : ({ [key]: value } as Record<K, T>);
}

function salt(values: Values): Text64 {
  const text = needed(values.salt);
  require(lengthOf(text) === SALT, "body");
  return text;
}

function sealedKey(text: Text64 | undefined): Text64 {
  const key = needed(text);
  require(lengthOf(key) === SEALED_KEY, "body");
  return key;
}

function sealedLabel(text: Text64 | undefined): Text64 {
  const label = needed(text);
  const plain = lengthOf(label) - SEAL_OVERHEAD;
  require(plain > 0 && plain <= limits.LABEL && plain % LABEL_BLOCK === 0, "body");
  return label;
}

function sealed(values: Values): { sealed?: Text64 } {
  if (values.sealed === undefined) return {};
  const length = lengthOf(values.sealed);
  require(length >= SEAL_OVERHEAD && length <= limits.ACT_TEXT + SEAL_OVERHEAD, "body");
  return { sealed: values.sealed };
}

function inbox(text: string): string {
  require(isPublishedRecipient(text), "body");
  return text;
}

function right(name: string): Right {
  const found = RIGHTS.find((one) => one === name);
  require(found !== undefined, "body");
  return found;
}

/** Absent when there are none; ascending by the grant's bytes, none twice. */
function boxes({ boxes }: Values): { boxes?: GivenBox[] } {
  if (boxes === undefined) return {};
  const ids = boxes.map(({ grant }) => decode(grant));
  const isAscending = ids.every((id, at) => at === 0 || compare(ids[at - 1] ?? id, id) < 0);
  require(boxes.length > 0 && boxes.length <= limits.BOXES && isAscending, "body");
  return { boxes };
}

/** Absent when there are none. Act 0 is the locker itself: it can't be lost. */
function lost({ lost, seq }: Values): { lost?: Hash[] } {
  if (lost === undefined) return {};
  require(lost.length > 0 && lost.length <= limits.REPAIR_ACTS && lost.length < needed(seq), "body");
  return { lost };
}

function isGrantId(value: unknown): value is GrantId {
  return isText64(value) && value.length === GRANT;
}

function distinct(objects: ObjectName[]): ObjectName[] {
  const ids = new Set(objects.map((object) => object.id));
  require(objects.length <= limits.OBJECTS && ids.size === objects.length, "objects");
  return objects;
}

function isUnknown(value: unknown): value is unknown {
  return value !== undefined;
}
