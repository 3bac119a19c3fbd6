import { writeFrames } from "../../../web/src/protocol/act/frame";
import { sealPayload } from "../../../web/src/protocol/locker/payload";
import type { Insider } from "../harness/insider";
import { PART, tus } from "../harness/uploads";
import { addedBy } from "./row-13-added";

/** Somebody's request about the holder's things. */
export interface Asking {
  /** Knows what the holder knows. */
  insider: Insider;
  /** Of an invitation of the holder's. */
  find: string;
  /** Who asks. */
  by: Insider;
}

/** What somebody with a session of their own gets, who may do nothing with what they ask for. */
export type Answered =
  /** The path names something of the holder's: it isn't there. */
  | "not_found"
  /** It is for whoever knows the id, which is no secret, or the secret that it follows from. There is no name in it. */
  | "public"
  /** It is about the one who asks: nothing of the holder's is in the answer. */
  | "own"
  /** It is refused before anything is looked up, or isn't about anyone. */
  | number;

export interface Case {
  /** For whoever has no right there. */
  stranger: Answered;
  /** Somebody to whom it answers otherwise: what they were lent lets them do this much. */
  but?: Partial<Record<Role, Answered>>;
  /** What was lent is named in it, to those to whom something is. */
  lent?: true;
  /** With a parameter that it can go without. */
  narrowed?: Record<string, Answered>;
  /** Needs no session. */
  open?: true;
  body?: (asking: Asking) => BodyInit | Promise<BodyInit>;
  type?: string;
  headers?: Record<string, string>;
}

/** Who asks for what isn't theirs. */
export const roles = ["a stranger", "who was lent one paper", "who runs one folder", "who was lent something before", "who has handed something in"] as const;
export type Role = (typeof roles)[number];

const json = { type: "application/json" };
const broken = () => "{}";
const code = () => JSON.stringify({ code: "000000" });

/** An invitation under the holder's own secret. */
const holdersMailbox = ({ find }: Asking) => JSON.stringify({ find, kind: "link", until: Date.now() + 60_000, greeting: "AQ" });
const reply = () => JSON.stringify({ sealed: "AQ" });

/** To take one of the holder's ways in away. */
export function holdersSlot({ insider }: Pick<Asking, "insider">): string {
  return JSON.stringify({ add: [], remove: [insider.session.slot.id] });
}

/** Every route of the interface. A route that isn't here fails the test: whoever adds one says who may use it. */
export const cases: Record<string, Case> = {
  "GET /server": { stranger: "own", open: true },
  "GET /openapi.json": { stranger: "own", open: true },
  "POST /accounts": { stranger: 400, open: true, body: broken, ...json },
  "POST /session": { stranger: 400, open: true, body: broken, ...json },
  "GET /session": { stranger: "own" },
  "DELETE /session": { stranger: "own" },
  "GET /sessions": { stranger: "own" },
  "DELETE /sessions": { stranger: "own" },
  "DELETE /sessions/{id}": { stranger: "not_found" },
  "GET /slots": { stranger: "own" },
  "GET /keyring": { stranger: "own" },
  "PUT /keyring": { stranger: 403, body: broken, ...json },
  "POST /account/rotation": { stranger: 400, body: broken, ...json },
  "POST /account/pepper": { stranger: "own" },
  "POST /account/ways": { stranger: 403, body: holdersSlot, ...json },
  "GET /account/second-step": { stranger: "own" },
  "POST /account/second-step": { stranger: 403 },
  "PUT /account/second-step": { stranger: 403, body: code, ...json },
  "DELETE /account/second-step": { stranger: 403, body: code, ...json },
  "PUT /session/name": { stranger: "own", body: () => JSON.stringify({ sealed: `AQ${"A".repeat(278)}` }), ...json },
  "GET /account/deletion": { stranger: "own" },
  "POST /account/deletion": { stranger: 403 },
  "DELETE /account/deletion": { stranger: "own" },
  "GET /events": { stranger: "own" },
  "GET /accounts/{account}/cards": { stranger: "public" },
  "GET /mailboxes": { stranger: "own" },
  "POST /mailboxes": { stranger: 409, body: holdersMailbox, ...json },
  "GET /mailboxes/{find}": { stranger: "public", open: true },
  "DELETE /mailboxes/{find}": { stranger: 204 },
  "PUT /mailboxes/{find}/reply": { stranger: 409, body: reply, ...json },
  "GET /grants": { stranger: "own", lent: true },
  "GET /lockers": { stranger: "own" },
  "GET /lockers/{locker}": { stranger: "not_found" },
  "GET /lockers/{locker}/living": { stranger: "not_found" },
  "GET /lockers/{locker}/acts": { stranger: "not_found" },
  "POST /lockers/{locker}/acts": {
    stranger: "not_found",
    but: { "who was lent one paper": 422, "who runs one folder": 422 },
    body: async ({ insider, by }) => writeFrames([await addedBy(insider, by)]),
    type: "application/vnd.armoire.acts",
  },
  "GET /lockers/{locker}/acts/{seq}/beside": { stranger: "not_found" },
  "GET /lockers/{locker}/view": { stranger: "not_found" },
  "GET /lockers/{locker}/managed": { stranger: "not_found" },
  "GET /lockers/{locker}/tail": { stranger: "public", narrowed: { node: "not_found" } },
  "GET /lockers/{locker}/blocked": { stranger: "not_found" },
  "PUT /lockers/{locker}/blocked/{account}": { stranger: "not_found" },
  "DELETE /lockers/{locker}/blocked/{account}": { stranger: "not_found" },
  "GET /lockers/{locker}/reads": { stranger: "not_found" },
  "GET /lockers/{locker}/objects/{object}": { stranger: "not_found" },
  "HEAD /lockers/{locker}/objects/{object}": { stranger: "not_found" },
  "PUT /lockers/{locker}/objects/{object}": {
    stranger: "not_found",
    // For what she may add to her folder.
    but: { "who runs one folder": 201 },
    body: async () => (await sealPayload(new Uint8Array(2000))).sealed,
    type: "application/octet-stream",
  },
  "POST /lockers/{locker}/uploads": { stranger: "not_found", but: { "who runs one folder": 400 }, headers: tus },
  "OPTIONS /lockers/{locker}/uploads": { stranger: "not_found" },
  "HEAD /lockers/{locker}/uploads/{upload}": { stranger: "not_found", headers: tus },
  "PATCH /lockers/{locker}/uploads/{upload}": { stranger: "not_found", headers: { ...tus, "Upload-Offset": "0" }, body: () => "age", type: PART },
  "DELETE /lockers/{locker}/uploads/{upload}": { stranger: "not_found", headers: tus },
  "POST /lockers/{locker}/uploads/{upload}": { stranger: "not_found", headers: { ...tus, "X-HTTP-Method-Override": "DELETE" } },
  "OPTIONS /lockers/{locker}/uploads/{upload}": { stranger: "not_found" },
};
