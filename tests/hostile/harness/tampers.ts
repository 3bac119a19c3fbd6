import { readFrames, writeFrames } from "../../../web/src/protocol/act/frame";
import type { Act } from "../../../web/src/protocol/act/act";
import { encode, utf8, type Bytes } from "../../../web/src/protocol/bytes";
import type { Fields } from "../../../web/src/protocol/canonical";
import type { SignedCard } from "../../../web/src/protocol/account/card";
import type { Id } from "../../../web/src/protocol/id";
import type { Asked, Tamper } from "./proxy";
import { queryOf } from "./route";

/** Changes a JSON answer, if it is a good one. */
export function changeJson(route: string, change: (fields: Fields, asked: Asked) => Fields): Tamper {
  return {
    route,
    change: (answer, asked) => {
      if (answer.status >= 300) return answer;
      const fields = JSON.parse(new TextDecoder().decode(answer.body)) as Fields;
      return { ...answer, body: utf8(JSON.stringify(change(fields, asked))) };
    },
  };
}

/** Changes the bytes of a good answer. */
export function changeBytes(route: string, change: (body: Bytes, asked: Asked) => Bytes | AsyncIterable<Bytes>): Tamper {
  return { route, change: (answer, asked) => (answer.status < 300 ? { ...answer, body: change(answer.body, asked) } : answer) };
}

/** Serves other bytes in place of an object: once its id is known. */
export function serveObject(id: string, body: Bytes | AsyncIterable<Bytes>): Tamper {
  return {
    route: "GET /lockers/{}/objects/{}",
    change: (answer, { path }) => {
      if (!path.includes(id)) return answer;
      const { "content-digest": _, ...headers } = answer.headers;
      return { status: 200, headers: { ...headers, "content-type": "application/octet-stream" }, body };
    },
  };
}

/** There is no such account any more, says the server. */
export function goneAccount(account: Id): Tamper {
  const problem = { type: "about:blank", title: "Not Found", status: 404, code: "not_found", detail: "There is nothing here." };
  const gone = { status: 404, headers: { "content-type": "application/problem+json" }, body: utf8(JSON.stringify(problem)) };
  return { route: "GET /accounts/{}/cards", change: (answer, { path }) => (path.includes(account) ? gone : answer) };
}

/** Changes that a client may meet or not. */
export function optional(tampers: readonly Tamper[]): Tamper[] {
  return tampers.map((tamper) => ({ ...tamper, optional: true }));
}

/** Serves another log, the same on each route that shows it, to a device that has never seen it. */
export function serveLog(acts: readonly Act[], living: readonly Act[] = acts): Tamper[] {
  return [changeBytes("GET /lockers/{}/living", () => writeFrames(living)), ...optional(serveLogOn(acts))];
}

/** The same log, to a device that reads on from what it knows. */
export function serveLogOn(acts: readonly Act[]): Tamper[] {
  const head = acts.at(-1);
  if (head === undefined) throw new Error("a log has a first act");
  return [
    changeBytes("GET /lockers/{}/acts", (_, { path }) => {
      const node = queryOf(path, "node");
      if (node !== null) return writeFrames(acts.filter(({ body }) => body !== undefined && "node" in body && body.node === node));
      const from = Number(queryOf(path, "from") ?? 0);
      return writeFrames(acts.filter(({ header }) => header.seq >= from).slice(0, Number(queryOf(path, "limit") ?? 1000)));
    }),
    ...optional([changeJson("GET /lockers/{}", (locker) => ({ ...locker, seq: head.header.seq, hash: head.hash }))]),
  ];
}

/** Changes acts wherever they are served, to a device that has never seen them. */
export function changeActs(change: (acts: Act[]) => Act[]): Tamper[] {
  const changed = (body: Bytes) => writeFrames(change(readFrames(body, 100_000)));
  return [changeBytes("GET /lockers/{}/living", changed), ...optional([changeBytes("GET /lockers/{}/acts", changed)])];
}

/** Serves another keyring, at sign-in and later. */
export function serveKeyring(version: number, sealed: Bytes): Tamper[] {
  const keyring = { version, sealed: encode(sealed) };
  return [
    changeJson("POST /session", (fields) => ({ ...fields, keyring })),
    ...optional([changeJson("GET /keyring", () => keyring)]),
  ];
}

/** The same to who asks for it later. */
export function serveKeyringAfter(version: number, sealed: Bytes): Tamper {
  return changeJson("GET /keyring", () => ({ version, sealed: encode(sealed) }));
}

/** Somebody else was first, says the server: the change never reaches it. */
export function conflict(route: string, version: number): Tamper {
  const problem = { type: "about:blank", title: "Conflict", status: 409, code: "keyring_conflict", detail: "The keyring has moved on.", version };
  return { route, withhold: true, change: () => ({ status: 409, headers: { "content-type": "application/problem+json" }, body: utf8(JSON.stringify(problem)) }) };
}

/** Serves another slot at sign-in. */
export function serveSlot(sealed: Bytes): Tamper {
  return changeJson("POST /session", (fields) => ({ ...fields, slot: { ...(fields["slot"] as Fields), sealed: encode(sealed) } }));
}

/** Serves another chain of cards. */
export function serveCards(cards: readonly SignedCard[]): Tamper {
  return changeJson("GET /accounts/{}/cards", () => ({
    cards: cards.map(({ card, signature, endorsement }) => ({
      card: encode(card),
      signature: encode(signature),
      ...(endorsement && { endorsement: encode(endorsement) }),
    })),
  }));
}
