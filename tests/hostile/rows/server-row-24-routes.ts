import { expect, test } from "vitest";
import { encode, utf8 } from "../../../web/src/protocol/bytes";
import { SIGNATURE_HEADER, signChange } from "../../../web/src/protocol/change";
import { randomId } from "../../../web/src/protocol/id";
import type { Holder } from "../harness/holder";
import type { Insider } from "../harness/insider";
import { newHolder } from "../harness/new-holder";
import { ask, type Raw } from "../harness/raw";
import { apart, type Scene } from "../harness/scene";
import { PURPOSE } from "../harness/town";
import { PART, tus } from "../harness/uploads";
import { cases, holdersSlot, roles, type Answered, type Asking, type Case, type Role } from "./server-row-24-cases";
import { nothing, openAsked, type Asked } from "./server-row-24-village";
import { signIn } from "./server-row-23-sessions";

/** A route as the server describes it, and the parameters without which it isn't asked. */
interface Route {
  name: string;
  parameters: { name: string; in: "path" | "query" }[];
}

/** Values of a route's parameters. */
type Values = Record<string, string>;

export function row24(scene: () => Scene): void {
  let opened: Promise<Asked> | undefined;
  const village = () => (opened ??= openAsked(scene()));

  test("row 24 · server · every route that is described has its case here", async () => {
    expect((await described(scene())).map(({ name }) => name).filter((route) => cases[route] === undefined)).toEqual([]);
  });

  test("row 24 · server · every route but the open ones needs a session that lives", async () => {
    const { scene: own, people, things, find } = await village();
    const asking = { insider: own.insider, find, by: people["a stranger"].insider };
    const ended = await signIn(own, own.holder);
    await ask(own, "DELETE", "/session", { token: ended });
    const tokens = [undefined, "A".repeat(22), "A".repeat(43), ended, `${ended}x`];
    for (const [route, one] of await routes(own)) {
      if (one.open === true) continue;
      const [values = {}] = combinations(route, (parameter) => things(parameter, "a stranger"));
      for (const token of tokens) {
        const answer = await askRoute(own, asking, route, one, values, token);
        expect(answer, `${route.name} with ${token === undefined ? "no token" : "a token that is no session"}`).toMatchObject({ status: 401 });
        expectNothingOfHolder(own, find, answer.body, route.name);
      }
    }
  });

  for (const role of roles) {
    test(`row 24 · server · ${role} reaches nothing else of the holder's, on any route`, async () => {
      const { scene: own, people, things, find } = await village();
      const { holder, insider: by } = people[role];
      const asking = { insider: own.insider, find, by };
      for (const [route, one] of await routes(own)) {
        const token = await signIn(own, holder);
        const wanted = one.but?.[role] ?? one.stranger;
        for (const values of combinations(route, (parameter) => things(parameter, role))) {
          const what = `${route.name} of ${JSON.stringify(values)}`;
          const answer = await askRoute(own, asking, route, one, values, token);
          expectAnswer(answer, wanted, what);
          if (wanted !== "public" && !(one.lent === true && isLent(role))) expectNothingOfHolder(own, find, answer.body, what);
          if (wanted !== "not_found") continue;
          for (const { name } of route.parameters) {
            const absent = await askRoute(own, asking, route, one, { ...values, [name]: nothing(name) }, token);
            expect(alike(absent), `${what}, and where there is no such ${name}`).toEqual(alike(answer));
          }
        }
      }
    });
  }

  test("row 24 · server · no locker but its own leads to an upload", async () => {
    const { scene: theirs, things } = await village();
    const stranger = await newHolder(scene().proxy.origin);
    const token = await signIn(scene(), stranger);
    const [upload = ""] = things("upload", "a stranger");
    const own = (JSON.parse((await ask(scene(), "GET", "/lockers", { token })).body) as { lockers: { id: string }[] }).lockers[0]?.id ?? "";
    const path = `/lockers/${own}/uploads/${upload}`;
    expect(await ask(theirs, "HEAD", `/lockers/${theirs.insider.locker}/uploads/${upload}`, { token: await signIn(theirs, theirs.holder), headers: tus })).toMatchObject({ status: 200 });
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
    const { scene: own, things, find } = await village();
    const token = await signIn(own, own.holder);
    const told = async <T>(path: string) => JSON.parse((await ask(own, "GET", path, { token })).body) as T;
    const { locker, reader, version } = own.insider;
    expect(await told(`/lockers/${locker}`)).toMatchObject({ seq: reader.locker.head.seq, hash: reader.locker.head.hash });
    expect(await told("/keyring")).toMatchObject({ version });
    const { slots } = await told<{ slots: { kind: string }[] }>("/slots");
    expect(slots.map(({ kind }) => kind).sort()).toEqual(["card", "words"]);
    expect(await told("/account/second-step")).toEqual({ active: false, required: false });
    const { sessions } = await told<{ sessions: { client: string; name?: string }[] }>("/sessions");
    expect(sessions.filter(({ client, name }) => client === "other" && name !== undefined), "names that a stranger gave").toEqual([]);
    const [upload = ""] = things("upload", "a stranger");
    expect(await ask(own, "HEAD", `/lockers/${locker}/uploads/${upload}`, { token, headers: tus })).toMatchObject({ status: 200, headers: { "upload-offset": "0" } });
    // The invitation still has the answer of the one who came first; that others came is told.
    const { mailboxes } = await told<{ mailboxes: { find: string; tried: boolean; reply?: { sealed: string } }[] }>("/mailboxes");
    const mailbox = mailboxes.find((one) => one.find === find);
    expect(mailbox).toMatchObject({ tried: true });
    expect(mailbox?.reply?.sealed.length).toBeGreaterThan(1000);
    // What was refused is no read.
    expect(await told(`/lockers/${locker}/reads`)).toEqual({ reads: [], more: false });
  });

  test("row 24 · server · each reaches what is theirs, until it is taken back", async () => {
    const { scene: own, people, owned } = await village();
    for (const role of roles) {
      const token = await signIn(own, people[role].holder);
      const answers = Promise.all([`objects/${owned[role].object}`, `view?grant=${owned[role].grant}`].map((path) => ask(own, "GET", `/lockers/${own.insider.locker}/${path}`, { token })));
      const wanted = isLent(role) ? 200 : 404;
      expect((await answers).map(({ status }) => status), role).toEqual([wanted, wanted]);
    }
    // What they were served is told to whose it is, and to nobody else.
    const toldTo = async ({ holder, insider }: { holder: Holder; insider: Insider }) => {
      const answer = await ask(own, "GET", `/lockers/${insider.locker}/reads`, { token: await signIn(own, holder) });
      return (JSON.parse(answer.body) as { reads: { node: string }[] }).reads.map(({ node }) => node);
    };
    expect((await toldTo(own)).length).toBeGreaterThan(0);
    expect(await toldTo(people["a stranger"])).toEqual([]);
  });
}

async function described(scene: Scene): Promise<Route[]> {
  const { paths } = JSON.parse((await ask(scene, "GET", "/openapi.json")).body) as { paths: Record<string, Record<string, Described>> };
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { parameters = [] }]) => ({
      name: `${method.toUpperCase()} ${path.replace(/^\/api\/v1/, "")}`,
      parameters: parameters.filter((one) => one.required).flatMap((one) => (one.in === "header" ? [] : [{ name: one.name, in: one.in }])),
    })),
  );
}

interface Described {
  parameters?: { name: string; in: "path" | "query" | "header"; required: boolean }[];
}

/** Each with its case; where a parameter narrows what is asked, once more with that. */
async function routes(scene: Scene): Promise<[Route, Case][]> {
  return (await described(scene)).flatMap((route): [Route, Case][] => {
    const one = cases[route.name];
    if (one === undefined) return [];
    const narrower = Object.entries(one.narrowed ?? {}).map(([name, stranger]): [Route, Case] => {
      return [{ ...route, parameters: [...route.parameters, { name, in: "query" }] }, { ...one, stranger }];
    });
    return [[route, one], ...narrower];
  });
}

/** Each value of each parameter with each of the others. */
function combinations({ name: route, parameters }: Route, valuesOf: (parameter: string) => readonly string[]): Values[] {
  return parameters.reduce<Values[]>(
    (all, { name }) => {
      // What is put there gets a new name.
      const values = route.startsWith("PUT ") && name === "object" ? [randomId()] : valuesOf(name);
      return all.flatMap((one) => values.map((value) => ({ ...one, [name]: value })));
    },
    [{}],
  );
}

/** Asks a route about the holder's things. */
async function askRoute(scene: Scene, asking: Asking, route: Route, { body, type, headers }: Case, values: Values, token: string | undefined): Promise<Raw> {
  const [method = "", pattern = ""] = route.name.split(" ");
  const path = pattern.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? "");
  const query = route.parameters.filter((one) => one.in === "query").map(({ name }) => `${name}=${values[name] ?? ""}`);
  return ask(scene, method, [path, ...query].join("?"), {
    ...(token !== undefined && { token }),
    headers: { ...headers, ...(type !== undefined && { "Content-Type": type }) },
    ...(body && { body: await body(asking) }),
  });
}

function expectAnswer(answer: Raw, wanted: Answered, what: string): void {
  if (wanted === "not_found") expect(answer, what).toMatchObject({ status: 404 });
  else if (wanted === "public") expect(answer.status, what).toBe(200);
  else if (wanted === "own") expect(answer.status, what).toBeLessThan(300);
  else expect(answer.status, what).toBe(wanted);
}

/** All of an answer by which two can be told apart, but the number that each gets anew. */
function alike({ status, headers: { "x-request-id": _, ...headers }, body }: Raw) {
  return { status, headers, body };
}

function isLent(role: Role): boolean {
  return role === "who was lent one paper" || role === "who runs one folder";
}

function expectNothingOfHolder({ insider, holder }: Scene, find: string, body: string, what: string): void {
  const own = [insider.account, insider.locker, holder.handle, find, PURPOSE].filter((text) => body.includes(text));
  expect(own, `what ${what} tells of the holder`).toEqual([]);
}
