import type { Armoire } from "./bridge";

/** What travels between page and worker. Both sides check what they read. */
export interface Request {
  id: number;
  method: Method;
  input: unknown[];
}

export type Reply =
  | { id: number; kind: "done"; value: unknown }
  | { id: number; kind: "progress"; sent: number; total: number }
  | { id: number; kind: "failed"; code: string; detail?: Record<string, unknown> };

export type Method = keyof Armoire;

/** Calls that may wait at once; more is a page gone wrong (`too_many_calls`). */
export const MOST_CALLS = 256;

// A record, so that the compiler asks for each method of the interface and for no other.
const METHODS: Record<Method, true> = {
  server: true,
  prepareHandle: true,
  createLocker: true,
  signIn: true,
  recover: true,
  contents: true,
  createFolder: true,
  add: true,
  open: true,
  rename: true,
  move: true,
  trash: true,
  restore: true,
  lock: true,
  signOut: true,
};

export const methods = Object.keys(METHODS) as Method[];

export function isRequest(value: unknown): value is Request {
  return (
    isRecord(value) &&
    Number.isSafeInteger(value["id"]) &&
    typeof value["method"] === "string" &&
    Object.hasOwn(METHODS, value["method"]) &&
    Array.isArray(value["input"])
  );
}

export function isReply(value: unknown): value is Reply {
  if (!isRecord(value) || !Number.isSafeInteger(value["id"])) return false;
  switch (value["kind"]) {
    case "done":
      return true;
    case "progress":
      return Number.isFinite(value["sent"]) && Number.isFinite(value["total"]);
    case "failed":
      return typeof value["code"] === "string" && (value["detail"] === undefined || isRecord(value["detail"]));
    default:
      return false;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
