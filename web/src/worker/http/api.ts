import { ArmoireError } from "../../bridge/bridge";
import type { Act } from "../../protocol/act/act";
import type { SignedCard } from "../../protocol/account/card";
import { encode, utf8, type Bytes } from "../../protocol/bytes";
import type { Fields } from "../../protocol/canonical";
import { SIGNATURE_HEADER, signChange, type Signer } from "../../protocol/change";
import type { SlotKind } from "../../protocol/derive";
import type { Id } from "../../protocol/id";
import { parts } from "../parts";
import type { Remote } from "../world";
import { answered, readBounded, readJson } from "./answer";
import * as shapes from "./shapes";
import type { Schemas } from "./shapes";

const ANSWER = 8 * 1024 * 1024;
/** A page of 1,000 acts with the largest bodies, and a whole locker with all its living acts, stay below. */
const FRAMES = 96 * 1024 * 1024;
const ACTS = 100_000;
export const PAGE = 1000;

/** The HTTP interface (src/server/http/README.md): one method a route, every answer bounded and checked. */
export class Api {
  readonly #remote: Remote;
  #ahead: { route: string; answer: Promise<Response> } | undefined;

  constructor(remote: Remote) {
    this.#remote = remote;
  }

  async server() {
    return shapes.readServer(await this.get("/server"));
  }

  async signUp(input: object) {
    return shapes.readOpened(await this.send("POST", "/accounts", input));
  }

  /** `apart`: a session of its own, which leaves this browser's as it is. */
  async signIn(kind: SlotKind, find: string, auth: Bytes, { code, apart }: { code?: string | undefined; apart?: boolean } = {}) {
    const request = { kind, find, auth: encode(auth), ...(code !== undefined && { code }) };
    return shapes.readSession(await this.send("POST", "/session", request, apart === true ? { credentials: "omit" } : {}));
  }

  /** Ends the session; one that is over already is no error. */
  async signOut(): Promise<void> {
    await answered(this.#remote.fetch(path("/session"), { method: "DELETE", keepalive: true })).catch((error: unknown) => {
      if (!(error instanceof ArmoireError && error.code === "no_session")) throw error;
    });
  }

  async rotate(input: object) {
    return shapes.readOpened(await this.send("POST", "/account/rotation", input));
  }

  async cards(account: Id): Promise<SignedCard[]> {
    return shapes.readCards(await this.get(`/accounts/${account}/cards`));
  }

  async slots() {
    return shapes.readSlots(await this.get("/slots"));
  }

  async keyring() {
    return shapes.readKeyringView(await this.get("/keyring"));
  }

  /** In two steps, like `prepare`. */
  prepareKeyring(signer: Signer, keyring: Schemas["KeyringNew"]): () => Promise<Response> {
    return this.prepare(signer, "PUT", "/keyring", keyring);
  }

  /** The newest checkpoint, its living acts and all acts after it; all acts without one. */
  living(locker: Id): Promise<Act[]> {
    return this.frames(livingOf(locker), ACTS);
  }

  /** At most 1,000 acts from `from` on. */
  acts(locker: Id, from: number): Promise<Act[]> {
    return this.frames(actsOf(locker, from), PAGE);
  }

  /** Asks for what `acts` gives from `from` on, or `living` without it: if that is what is read next, it is on its way already. */
  askAhead(locker: Id, from?: number): void {
    const route = from === undefined ? livingOf(locker) : actsOf(locker, from);
    const answer = this.#remote.fetch(path(route), { method: "GET" });
    // Who reads it meets what is wrong with it.
    answer.catch(() => undefined);
    this.#dropAhead();
    this.#ahead = { route, answer };
  }

  async append(locker: Id, acts: readonly Act[]) {
    const { writeFrames } = await parts.frames();
    const request = this.#remote.fetch(path(`/lockers/${locker}/acts`), {
      method: "POST",
      headers: { "Content-Type": "application/vnd.armoire.acts" },
      body: writeFrames(acts),
    });
    return shapes.readHead(await readJson(await answered(request), ANSWER));
  }

  /** All acts on a node. */
  actsOn(locker: Id, node: Id): Promise<Act[]> {
    return this.frames(`/lockers/${locker}/acts?node=${node}`, ACTS);
  }

  async room(locker: Id) {
    return shapes.readRoom(await this.get(`/lockers/${locker}`));
  }

  async sessions() {
    return shapes.readSessions(await this.get("/sessions"));
  }

  async endSession(id: string): Promise<void> {
    await answered(this.#remote.fetch(path(`/sessions/${encodeURIComponent(id)}`), { method: "DELETE" }));
  }

  async endOtherSessions(): Promise<void> {
    await answered(this.#remote.fetch(path("/sessions"), { method: "DELETE" }));
  }

  async deletion(): Promise<number | null> {
    return shapes.readDeletion(await this.get("/account/deletion"));
  }

  async askDeletion(signer: Signer): Promise<number | null> {
    return shapes.readDeletion(await this.read(await this.prepare(signer, "POST", "/account/deletion")()));
  }

  async cancelDeletion(): Promise<void> {
    await answered(this.#remote.fetch(path("/account/deletion"), { method: "DELETE" }));
  }

  /** Acts that a route answers with, at most `most`. */
  async frames(route: string, most: number): Promise<Act[]> {
    const ahead = this.#ahead?.route === route ? this.#ahead.answer : undefined;
    if (ahead === undefined) this.#dropAhead();
    this.#ahead = undefined;
    const response = await answered(ahead ?? this.#remote.fetch(path(route), { method: "GET" }));
    const { readFrames } = await parts.frames();
    return readFrames(await readBounded(response, FRAMES), most);
  }

  /** Nobody reads it: it needn't come. */
  #dropAhead(): void {
    this.#ahead?.answer.then(({ body }) => body?.cancel()).catch(() => undefined);
    this.#ahead = undefined;
  }

  /** For parts that come when they are used (`ways-api.ts`), like `send` and `ask`. */
  async get(route: string): Promise<Fields> {
    return readJson(await answered(this.#remote.fetch(path(route), { method: "GET" })), ANSWER);
  }

  async send(method: string, route: string, body: object, how: RequestInit = {}): Promise<Fields> {
    return this.read(await this.ask(method, route, body, how));
  }

  read(answer: Response): Promise<Fields> {
    return readJson(answer, ANSWER);
  }

  /** What a session alone may not change is signed at once; sending it, also several times, needs no key any more. */
  prepare(signer: Signer, method: string, route: string, body?: object): () => Promise<Response> {
    const text = body === undefined ? undefined : JSON.stringify(body);
    const headers = {
      ...(text !== undefined && { "Content-Type": "application/json" }),
      [SIGNATURE_HEADER]: signChange(signer, `${method} ${route}`, utf8(text ?? "")),
    };
    return () => answered(this.#remote.fetch(path(route), { method, headers, ...(text !== undefined && { body: text }) }));
  }

  /** Where only the status answers. */
  ask(method: string, route: string, body?: object, how: RequestInit = {}): Promise<Response> {
    const content = body === undefined ? {} : { headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
    return answered(this.#remote.fetch(path(route), { method, ...content, ...how }));
  }
}

function livingOf(locker: Id): string {
  return `/lockers/${locker}/living`;
}

function actsOf(locker: Id, from: number): string {
  return `/lockers/${locker}/acts?from=${from}&limit=${PAGE}`;
}

function path(route: string): string {
  return `/api/v1${route}`;
}
