import { expect, test } from "vitest";
import { readFrames, writeFrames } from "../../../web/src/protocol/act/frame";
import { decode, hashOf, utf8, type Bytes, type Text64 } from "../../../web/src/protocol/bytes";
import { randomId } from "../../../web/src/protocol/id";
import { sealPayload } from "../../../web/src/protocol/locker/payload";
import { randomSalt } from "../../../web/src/protocol/salt";
import { Chronicle } from "../harness/chronicle";
import { ask, type Raw } from "../harness/raw";
import { look } from "../harness/town";
import { tus } from "../harness/uploads";
import { openVillage, type Neighbour, type Village } from "../harness/village";
import { folders as shelves, papers, type Scene } from "../harness/scene";
import { signIn } from "./server-row-23-sessions";

/** Milliseconds: whichever test comes first waits until everybody has settled. */
const SETTLING = 180_000;

/** What a right lets somebody look after, and what is left to whoever is blocked. */
export function row24Others(scene: () => Scene): void {
  let opened: Promise<Village> | undefined;
  const village = () => (opened ??= openVillage(scene()));

  test("row 24 · server · who runs a folder looks after what was lent of it, and of nothing else", async () => {
    const { scene: own, people, grants, insiders } = await village();
    const { locker } = own.insider;
    const managed = async (who: Neighbour, grant: string) => bytes(own, await signIn(own, people[who].holder), `/lockers/${locker}/managed?grant=${grant}`);
    const shown = await managed("Samira", grants.folder);
    expect(shown.status).toBe(200);
    expect(readFrames(shown.body, 100).map(({ body }) => body?.form === "grant" && body.grant)).toEqual([grants.folder]);
    expect(await managed("Luc", grants.paper)).toMatchObject({ status: 404 });
    expect(await managed("Yusuf", grants.over)).toMatchObject({ status: 404 });
    expect(insiders.Luc.account).not.toEqual(insiders.Samira.account);
  }, SETTLING);

  test("row 24 · server · who looks after the whole locker sees what waits in it, and nothing of the private folders", async () => {
    const place = await village();
    const { nadia, people, deposit } = place;
    await nadia.does("accompaniment", "add", "Luc", "--person", "Luc");
    const { id: entry } = await nadia.does<{ id: string }>("accompaniment", "add", "Yusuf", "--person", "Yusuf");
    await nadia.does("accompaniment", "show", entry, "--to", "Luc");
    const all = await nadia.lends("all", people.Yusuf, "manage");
    const own = await look(place);
    const token = await signIn(own, people.Yusuf.holder);
    const acts = readFrames((await bytes(own, token, `/lockers/${own.insider.locker}/managed?grant=${all}`)).body, 100);
    expect(acts.flatMap(({ body }) => (body?.form === "deposit" ? [body.node] : []))).toEqual([deposit]);
    const nodes = acts.flatMap(({ body }) => (body?.form === "grant" ? [body.node] : []));
    expect(nodes).toContain(own.insider.locker);
    expect(nodes).not.toContain(entry);
    await nadia.does("revoke", all);
    expect(await bytes(own, token, `/lockers/${own.insider.locker}/managed?grant=${all}`)).toMatchObject({ status: 404 });
  }, SETTLING);

  test("row 24 · server · who is blocked finds no locker to hand in to", async () => {
    const place = await village();
    const { people, insiders } = place;
    const own = await look(place);
    const holder = await signIn(own, own.holder);
    const before = await handingIn(own, place, "Awa");
    expect(before.map(({ status }) => status)).toEqual([200, 201, 201, 422]);
    const blocked = (who: Neighbour) => `/lockers/${own.insider.locker}/blocked/${insiders[who].account}`;
    for (const who of ["Awa", "Luc"] as const) expect(await ask(own, "PUT", blocked(who), { token: holder })).toMatchObject({ status: 204 });
    const nowhere = await handingIn(own, place, "Awa", randomId());
    expect((await handingIn(own, place, "Awa")).map(alike)).toEqual(nowhere.map(alike));
    // Whoever was lent something reads on, and hands nothing in.
    expect((await handingIn(own, place, "Luc")).map(({ status }) => status)).toEqual([200, 404, 404, 404]);
    expect(await ask(own, "GET", `/lockers/${own.insider.locker}/view?grant=${place.grants.paper}`, { token: await signIn(own, people.Luc.holder) })).toMatchObject({ status: 200 });
    for (const who of ["Awa", "Luc"] as const) expect(await ask(own, "DELETE", blocked(who), { token: holder })).toMatchObject({ status: 204 });
    expect((await handingIn(own, place, "Awa")).map(({ status }) => status)).toEqual([200, 201, 201, 422]);
  }, SETTLING);

  test("row 24 · server · what is lent from a later time on is neither read nor written before", async () => {
    const place = await village();
    const { nadia, people } = place;
    const lent = (...more: string[]) => nadia.does<{ grant: string }>("grant", "all", "--to", "Yusuf", "--right", "manage", ...more, "--until", "2h", "--yes");
    const listed = async (scene: Scene) => (JSON.parse((await ask(scene, "GET", "/grants", { token: await signIn(scene, people.Yusuf.holder) })).body) as { grants: unknown[] }).grants.length;
    const { grant: later } = await lent("--from", "1h");
    const before = { ...place, scene: await look(place) };
    expect.soft(await reach(before, "Yusuf", later)).toEqual({ view: 404, managed: 404, paper: 404, waiting: 404, stream: 404, object: 404, act: 422 });
    expect.soft(await listed(before.scene)).toBe(0);
    // So that it is the time alone.
    const { grant: now } = await lent();
    const after = { ...place, scene: await look(place) };
    expect(await reach(after, "Yusuf", now)).toMatchObject({ view: 200, managed: 200, paper: 200, waiting: 200, stream: 200, object: 201 });
    expect(await listed(after.scene)).toBe(1);
    for (const grant of [later, now]) await nadia.does("revoke", grant);
  }, SETTLING);

  test("row 24 · server · whom somebody lends on to is shown what that hangs on, and no other grant", async () => {
    const place = await village();
    const { nadia, people, grants, folders } = place;
    await people.Samira.meets(people.Awa);
    // What others had is replaced first: no key is stale.
    await nadia.adds("Apres.txt", "after", shelves[1]);
    const { grant } = await people.Samira.does<{ grant: string }>("grant", folders.run, "--locker", "Nadia", "--to", "Awa", "--right", "read", "--until", "10m", "--yes");
    const own = await look(place);
    const { body } = await ask(own, "GET", "/grants", { token: await signIn(own, people.Awa.holder) });
    const lent = (JSON.parse(body) as { grants: { grant: string; line?: Text64[] }[] }).grants;
    const lines = lent.map(({ line = [], ...one }) => [one.grant, ...line.flatMap((frame) => readFrames(decode(frame), 1)).map((act) => act.body?.form === "grant" && act.body.grant)]);
    expect(lines).toEqual([[grant, grants.folder]]);
    await nadia.does("revoke", grant);
  }, SETTLING);
}

/** Statuses of all that somebody may ask who was lent everything. */
async function reach({ scene, people, insiders, folders, deposit }: Village, who: Neighbour, grant: string): Promise<Record<string, number>> {
  const { insider } = scene;
  const token = await signIn(scene, people[who].holder);
  const at = `/lockers/${insider.locker}`;
  const paper = await insider.document(papers.bail.name);
  const [waiting] = insider.reader.locker.deposits.get(deposit)?.objects ?? [];
  const get = async (path: string) => (await bytes(scene, token, `${at}/${path}`)).status;
  const { sealed } = await sealPayload(new Uint8Array(2000));
  const log = new Chronicle(insider);
  const act = log.write(await log.added(folders.run), insiders[who]);
  const sent = { object: { "Content-Type": "application/octet-stream" }, acts: { "Content-Type": "application/vnd.armoire.acts" } };
  return {
    view: await get(`view?grant=${grant}`),
    managed: await get(`managed?grant=${grant}`),
    paper: await get(`objects/${(await insider.object(papers.bail.name)).id}`),
    waiting: await get(`objects/${waiting?.id ?? ""}`),
    stream: await get(`tail?node=${paper.id}`),
    object: (await ask(scene, "PUT", `${at}/objects/${randomId()}`, { token, headers: sent.object, body: sealed })).status,
    act: (await ask(scene, "POST", `${at}/acts`, { token, headers: sent.acts, body: writeFrames([act]) })).status,
  };
}

/** All that handing in takes; the deposit names an object that there isn't, so that nothing is kept. */
async function handingIn(scene: Scene, { people, insiders }: Village, who: Neighbour, locker: string = scene.insider.locker): Promise<Raw[]> {
  const token = await signIn(scene, people[who].holder);
  const { name, sealed } = await sealPayload(new Uint8Array(2000));
  const octets = { "Content-Type": "application/octet-stream" };
  const metadata = `object ${Buffer.from(randomId()).toString("base64")},deposit dHJ1ZQ==`;
  const box = hashOf(utf8("box"));
  const log = new Chronicle(scene.insider);
  const act = log.write({ form: "deposit", kind: "deposit", salt: randomSalt(), node: randomId(), objects: [{ ...name, id: randomId() }], box }, insiders[who]);
  return [
    await ask(scene, "GET", `/lockers/${locker}/tail`, { token }),
    await ask(scene, "PUT", `/lockers/${locker}/objects/${randomId()}?deposit=true`, { token, headers: octets, body: sealed }),
    await ask(scene, "POST", `/lockers/${locker}/uploads`, { token, headers: { ...tus, "Upload-Length": "5000", "Upload-Metadata": metadata } }),
    await ask(scene, "POST", `/lockers/${locker}/acts`, { token, headers: { "Content-Type": "application/vnd.armoire.acts" }, body: writeFrames([act]) }),
  ];
}

/** All by which two refusals can be told apart. */
function alike({ status, headers: { "x-request-id": _, ...headers }, body }: Raw) {
  return { status, headers, body };
}

async function bytes({ server }: Scene, token: string, path: string): Promise<{ status: number; body: Bytes }> {
  const response = await fetch(`http://127.0.0.1:${server.port}/api/v1${path}`, { headers: { Authorization: `Bearer ${token}` } });
  return { status: response.status, body: new Uint8Array(await response.arrayBuffer()) };
}
