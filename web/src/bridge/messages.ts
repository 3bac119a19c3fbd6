import type { Armoire, ArmoireEvent } from "./bridge";

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

/** What the worker says without being asked. */
export interface Notice {
  kind: "event";
  event: ArmoireEvent;
}

/** All but `watch`, which needs no question: a worker tells its page everything. */
export type Method = Exclude<keyof Armoire, "watch">;

/** Calls that may wait at once; more is a page gone wrong (`too_many_calls`). */
export const MOST_CALLS = 256;

// A record, so that the compiler asks for each method of the interface and for no other.
const METHODS: Record<Method, true> = {
  server: true,
  prepareHandle: true,
  createLocker: true,
  remembered: true,
  signIn: true,
  recover: true,
  loss: true,
  acceptLoss: true,
  known: true,
  contents: true,
  createFolder: true,
  add: true,
  replace: true,
  sent: true,
  outgoing: true,
  retry: true,
  discard: true,
  open: true,
  versions: true,
  openVersion: true,
  restoreVersion: true,
  rename: true,
  move: true,
  trash: true,
  restore: true,
  delete: true,
  journal: true,
  sessions: true,
  endSession: true,
  endOtherSessions: true,
  room: true,
  export: true,
  dropExport: true,
  import: true,
  deletion: true,
  askDeletion: true,
  cancelDeletion: true,
  waysIn: true,
  setPin: true,
  unlockWithPin: true,
  testWay: true,
  checkWords: true,
  checkGroups: true,
  passkeyRequest: true,
  addPasskey: true,
  unlockWithPasskey: true,
  removeWay: true,
  newWords: true,
  newCard: true,
  rotate: true,
  nameDevice: true,
  secondStep: true,
  beginSecondStep: true,
  confirmSecondStep: true,
  endSecondStep: true,
  pocketAdd: true,
  pocketRemove: true,
  pocketPapers: true,
  pocketOpen: true,
  pocketRead: true,
  pocketClose: true,
  introduction: true,
  introduce: true,
  invite: true,
  invitations: true,
  takeBackInvitation: true,
  readInvitation: true,
  join: true,
  people: true,
  lend: true,
  grants: true,
  takeBack: true,
  takeBackAll: true,
  reads: true,
  loans: true,
  lentPapers: true,
  lentEntry: true,
  openLent: true,
  lentLockers: true,
  lentLocker: true,
  giveBack: true,
  block: true,
  unblock: true,
  blocked: true,
  asked: true,
  handed: true,
  standing: true,
  leave: true,
  handIn: true,
  inbox: true,
  openHandedIn: true,
  acceptHandedIn: true,
  refuseHandedIn: true,
  letters: true,
  ask: true,
  answer: true,
  decide: true,
  dismiss: true,
  entries: true,
  saveEntry: true,
  removeEntry: true,
  referent: true,
  proposeReferent: true,
  endReferent: true,
  propose: true,
  ownVouch: true,
  showVouch: true,
  vouch: true,
  meetings: true,
  callMeeting: true,
  moveMeeting: true,
  cancelMeeting: true,
  remindOfMeeting: true,
  answerMeeting: true,
  forgetMeeting: true,
  meetingCalendar: true,
  lock: true,
  signOut: true,
};

export const methods = Object.keys(METHODS) as Method[];

/** Methods that tell their progress, and how many inputs come before it. */
export const INPUTS_BEFORE_PROGRESS: Partial<Record<Method, number>> = { open: 1, openVersion: 2, export: 1, import: 1, openLent: 2, handIn: 2, openHandedIn: 2 };

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

/** What an event says is for the page alone, and shown: only its kind is checked. */
export function isNotice(value: unknown): value is Notice {
  return isRecord(value) && value["kind"] === "event" && isRecord(value["event"]) && typeof value["event"]["kind"] === "string";
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
