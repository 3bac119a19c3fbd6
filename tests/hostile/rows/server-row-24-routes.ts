import { expect, test } from "vitest";
import { writeFrames } from "../../../web/src/protocol/act/frame";
import { encode, utf8 } from "../../../web/src/protocol/bytes";
import { SIGNATURE_HEADER, signChange } from "../../../web/src/protocol/change";
import { randomId } from "../../../web/src/protocol/id";
import { sealPayload } from "../../../web/src/protocol/locker/payload";
import { newHolder } from "../harness/new-holder";
import { ask } from "../harness/raw";
import { apart, papers, type Scene } from "../harness/scene";
import { beginUpload, PART, tus } from "../harness/uploads";
import { signIn } from "./server-row-23-sessions";

/** What a stranger with a session of their own gets. */
type ForStranger =
  /** The path names something of the holder's: it isn't there. */
  | "not_found"
  /** Cards are public to whoever has a session and knows the account; there is no name in them. */
  | "public"
  /** It is about the one who asks: nothing of the holder's is in the answer. */
  | "own"
  /** It is refused before anything is looked up, or isn't about anyone. */
  | number;

interface Case {
  stranger: ForStranger;
  /** Needs no session. */
  open?: true;
  body?: (scene: Scene) => BodyInit | Promise<BodyInit>;
  type?: string;
  headers?: Record<string, string>;
}

const json = { type: "application/json" };
const broken = () => "{}";
const code = () => JSON.stringify({ code: "000000" });

/** To take one of the holder's ways in away. */
function holdersSlot({ insider }: Scene): string {
  return JSON.stringify({ add: [], remove: [insider.session.slot.id] });
}

/** Every route of the interface. A route that isn't here fails the test: whoever adds one says who may use it. */
const cases: Record<string, Case> = {
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
  "GET /lockers": { stranger: "own" },
  "GET /lockers/{locker}": { stranger: "not_found" },
  "GET /lockers/{locker}/living": { stranger: "not_found" },
  "GET /lockers/{locker}/acts": { stranger: "not_found" },
  "POST /lockers/{locker}/acts": {
    stranger: "not_found",
    body: ({ insider }) => writeFrames(insider.acts.slice(-1)),
    type: "application/vnd.armoire.acts",
  },
  "GET /lockers/{locker}/objects/{object}": { stranger: "not_found" },
  "HEAD /lockers/{locker}/objects/{object}": { stranger: "not_found" },
  "PUT /lockers/{locker}/objects/{object}": {
    stranger: "not_found",
    body: async () => (await sealPayload(new Uint8Array(2000))).sealed,
    type: "application/octet-stream",
  },
  "POST /lockers/{locker}/uploads": { stranger: "not_found", headers: tus },
  "OPTIONS /lockers/{locker}/uploads": { stranger: "not_found" },
  "HEAD /lockers/{locker}/uploads/{upload}": { stranger: "not_found", headers: tus },
  "PATCH /lockers/{locker}/uploads/{upload}": { stranger: "not_found", headers: { ...tus, "Upload-Offset": "0" }, body: () => "age", type: PART },
  "DELETE /lockers/{locker}/uploads/{upload}": { stranger: "not_found", headers: tus },
  "POST /lockers/{locker}/uploads/{upload}": { stranger: "not_found", headers: { ...tus, "X-HTTP-Method-Override": "DELETE" } },
  "OPTIONS /lockers/{locker}/uploads/{upload}": { stranger: "not_found" },
};

export function row24(scene: () => Scene): void {
  const described = async () => {
    const { paths } = JSON.parse((await ask(scene(), "GET", "/openapi.json")).body) as { paths: Record<string, object> };
    const routes = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace(/^\/api\/v1/, "")}`),
    );
    return routes;
  };

  test("row 24 · server · every route that is described has its case here", async () => {
    expect((await described()).filter((route) => cases[route] === undefined)).toEqual([]);
  });

  test("row 24 · server · every route but the open ones needs a session that lives", async () => {
    const ended = await signIn(scene(), scene().holder);
    await ask(scene(), "DELETE", "/session", { token: ended });
    const tokens = [undefined, "A".repeat(22), "A".repeat(43), ended, `${ended}x`];
    for (const route of await described()) {
      const one = cases[route];
      if (one === undefined || one.open === true) continue;
      for (const token of tokens) {
        const answer = await askRoute(scene(), route, one, token);
        expect(answer, `${route} with ${token === undefined ? "no token" : "a token that is no session"}`).toMatchObject({ status: 401 });
        expectNothingOfHolder(scene(), answer.body, route);
      }
    }
  });

  test("row 24 · server · a stranger's session reaches nothing of the holder's, on any route", async () => {
    scene().proxy.play([]);
    const stranger = await newHolder(scene().proxy.origin);
    for (const route of await described()) {
      const one = cases[route];
      if (one === undefined) continue;
      const answer = await askRoute(scene(), route, one, await signIn(scene(), stranger));
      if (one.stranger === "not_found") expect(answer, route).toMatchObject({ status: 404 });
      else if (one.stranger === "public") expect(answer.status, route).toBe(200);
      else if (one.stranger === "own") expect(answer.status, route).toBeLessThan(300);
      else expect(answer.status, route).toBe(one.stranger);
      if (one.stranger !== "public") expectNothingOfHolder(scene(), answer.body, route);
    }
  });

  test("row 24 · server · no locker but its own leads to an upload", async () => {
    scene().proxy.play([]);
    const stranger = await newHolder(scene().proxy.origin);
    const token = await signIn(scene(), stranger);
    const own = (JSON.parse((await ask(scene(), "GET", "/lockers", { token })).body) as { lockers: { id: string }[] }).lockers[0]?.id ?? "";
    const path = `/lockers/${own}/uploads/${await holdersUpload(scene())}`;
    for (const method of ["HEAD", "DELETE"]) {
      expect(await ask(scene(), method, path, { token, headers: tus }), method).toMatchObject({ status: 404 });
    }
    const patch = { token, headers: { ...tus, "Upload-Offset": "0", "Content-Type": PART }, body: "age" };
    expect(await ask(scene(), "PATCH", path, patch)).toMatchObject({ status: 404, code: "not_found" });
  });

  test("row 24 · server · a stranger's signed change takes no way in of the holder's away", async () => {
    const stranger = await apart(scene());
    const token = await signIn(scene(), stranger.holder);
    const { account, chain, signing } = stranger.insider;
    const body = holdersSlot(scene());
    const signature = signChange({ account, card: chain.newest().hash, seed: signing }, "POST /account/ways", utf8(body));
    const headers = { "Content-Type": "application/json", [SIGNATURE_HEADER]: signature };
    // Nothing of the stranger's has this id: the change stands already.
    expect(await ask(scene(), "POST", "/account/ways", { token, headers, body })).toMatchObject({ status: 200 });
    const listed = await ask(scene(), "GET", "/slots", { token: await signIn(scene(), scene().holder) });
    expect(listed.body).toContain(scene().insider.session.slot.id);
  });

  test("row 24 · server · a stranger's rotation keeps no way in of the holder's", async () => {
    scene().proxy.play([]);
    const stranger = await newHolder(scene().proxy.origin);
    const token = await signIn(scene(), stranger);
    const keep = [{ id: scene().insider.session.slot.id, sealed: encode(scene().insider.session.slot.sealed) }];
    const keyring = { expected: 1, version: 2, sealed: "" };
    const body = JSON.stringify({ card: { card: "", signature: "" }, keyring, slots: [], keep, lockers: [] });
    const answer = await ask(scene(), "POST", "/account/rotation", { token, headers: { "Content-Type": "application/json" }, body });
    expect(answer).toMatchObject({ status: 409, code: "slot_conflict" });
  });

  test("row 24 · server · afterwards the holder's locker is as it was", async () => {
    const token = await signIn(scene(), scene().holder);
    const { locker, reader, version } = scene().insider;
    const kept = JSON.parse((await ask(scene(), "GET", `/lockers/${locker}`, { token })).body) as { seq: number; hash: string };
    expect(kept).toMatchObject({ seq: reader.locker.head.seq, hash: reader.locker.head.hash });
    expect(JSON.parse((await ask(scene(), "GET", "/keyring", { token })).body)).toMatchObject({ version });
    const { slots } = JSON.parse((await ask(scene(), "GET", "/slots", { token })).body) as { slots: { kind: string }[] };
    expect(slots.map(({ kind }) => kind).sort()).toEqual(["card", "words"]);
    expect(JSON.parse((await ask(scene(), "GET", "/account/second-step", { token })).body)).toEqual({ active: false, required: false });
    const { sessions } = JSON.parse((await ask(scene(), "GET", "/sessions", { token })).body) as { sessions: { name?: string }[] };
    expect(sessions.filter(({ name }) => name !== undefined), "names that a stranger gave").toEqual([]);
    const upload = await ask(scene(), "HEAD", `/lockers/${locker}/uploads/${await holdersUpload(scene())}`, { token, headers: tus });
    expect(upload).toMatchObject({ status: 200, headers: { "upload-offset": "0" } });
  });
}

/** Asks a route about the holder's things. */
async function askRoute(scene: Scene, route: string, { body, type, headers }: Case, token: string | undefined) {
  const [method = "", pattern = ""] = route.split(" ");
  const object = method === "PUT" ? randomId() : (await scene.insider.object(papers.bail.name)).id;
  const path = pattern
    .replace("{locker}", scene.insider.locker)
    .replace("{account}", scene.insider.account)
    .replace("{object}", object)
    .replace("{upload}", pattern.includes("{upload}") ? await holdersUpload(scene) : "")
    .replace("{id}", pattern.includes("{id}") ? await holdersSession(scene) : "");
  return ask(scene, method, path, {
    ...(token !== undefined && { token }),
    headers: { ...headers, ...(type !== undefined && { "Content-Type": type }) },
    ...(body && { body: await body(scene) }),
  });
}

let uploads: string | undefined;

/** An upload that the holder has begun. */
async function holdersUpload(scene: Scene): Promise<string> {
  uploads ??= await beginUpload(scene, await signIn(scene, scene.holder), 5000);
  return uploads.split("/").at(-1) ?? "";
}

/** What the holder's newest session is called. */
async function holdersSession(scene: Scene): Promise<string> {
  const { body } = await ask(scene, "GET", "/session", { token: await signIn(scene, scene.holder) });
  return (JSON.parse(body) as { session: { id: string } }).session.id;
}

function expectNothingOfHolder({ insider, holder }: Scene, body: string, route: string): void {
  const own = [insider.account, insider.locker, holder.handle].filter((text) => body.includes(text));
  expect(own, `what ${route} tells of the holder`).toEqual([]);
}
