import { expect, test } from "vitest";
import type { Act } from "../../../web/src/protocol/act/act";
import type { Body, Rotate } from "../../../web/src/protocol/act/body";
import { writeFrames } from "../../../web/src/protocol/act/frame";
import type { GrantId } from "../../../web/src/protocol/act/people";
import { hashOf, utf8 } from "../../../web/src/protocol/bytes";
import type { Id } from "../../../web/src/protocol/id";
import { randomSalt } from "../../../web/src/protocol/salt";
import { sealTo } from "../../../web/src/protocol/to";
import { Chronicle, type Signer } from "../harness/chronicle";
import { Insider } from "../harness/insider";
import { inboxOf } from "../harness/letterbox";
import { ask } from "../harness/raw";
import { papers, type Scene } from "../harness/scene";
import { look, openTown, type Town } from "../harness/town";
import { signIn } from "./server-row-23-sessions";

/** Milliseconds: whichever test comes first waits until everybody has settled. */
const SETTLING = 180_000;

/** Samira runs everything, with Luc as her accomplice; she signs whatever she likes, with keys and a card that are good. */
interface Run {
  town: Town<"Samira" | "Luc">;
  samira: Insider;
  luc: Insider;
  grant: GrantId;
  /** Of somebody on the holder's list. */
  entry: Id;
}

export function row16Delegate(scene: () => Scene): void {
  let opened: Promise<Run> | undefined;
  const run = () => (opened ??= openRun(scene()));

  test("row 16 · server · who runs everything can neither lock the holder out, nor delete, nor reach what is private", async () => {
    const { town, samira, luc, grant, entry } = await run();
    const { insider } = await look(town);
    const { locker } = insider.reader;
    const log = new Chronicle(insider);
    const bail = (await insider.document(papers.bail.name)).id;
    const document = locker.documents.get(bail);
    const rotate = insider.acts.findLast(({ body }) => body?.form === "rotate" && body.node === locker.id)?.body as Rotate;
    const hidden = locker.documents.get(entry)?.folder;
    if (document === undefined || hidden === undefined) throw new Error("the holder has a paper, and a list");
    const given = async (more: Parameters<Chronicle["granted"]>[1], to: Signer = luc) => {
      const file = await sealTo("mlkem768x25519", inboxOf(luc.acts), utf8("{}"));
      return { ...log.write({ ...log.granted(to, more), box: hashOf(file) }, samira), beside: file };
    };
    const put = { salt: randomSalt(), node: bail, parent: document.folder };
    const body = (one: Body): Act => log.write(one, samira);
    const refused: [string, string, Act][] = [
      ["a new key for the whole locker", "author", body({ ...rotate, salt: randomSalt(), epoch: rotate.epoch + 1 })],
      ["the final deletion of a paper", "author", body({ form: "purge", kind: "purge", ...put, base: document.put.hash, gone: [document.put.seq] })],
      ["a card in the holder's name", "author", body({ form: "card", kind: "card", salt: randomSalt(), card: samira.chain.newest().hash, number: 2 })],
      ["a note in the folder of the holder's list", "author", body(await log.added(hidden))],
      ["a grant of somebody on the holder's list", "author", await given({ node: entry, right: "read", lasts: 60_000, via: grant })],
      ["a grant to herself", "grantee", await given({ node: locker.id, right: "manage", lasts: 60_000, via: grant }, samira)],
      ["a grant that outlives her own", "via", await given({ node: locker.id, right: "manage", lasts: 7_200_000, via: grant })],
    ];
    for (const [what, reason, act] of refused) expect.soft(await append(insider, town, "Samira", act), what).toEqual({ status: 422, reason });
    await expectWhole(town);
  }, SETTLING);

  test("row 16 · server · whom she lets in just before, and everything of theirs, goes with her", async () => {
    const { town, samira, luc, grant } = await run();
    const { nadia, people } = town;
    const on = await lendOn(town, "manage");
    const before = await look(town);
    const reach = async (who: "Samira" | "Luc", by: string) => {
      const token = await signIn(before, people[who].holder);
      const object = await before.insider.object(papers.bail.name);
      const paths = [`view?grant=${by}`, `managed?grant=${by}`, `objects/${object.id}`, `tail?node=${(await before.insider.document(papers.bail.name)).id}`];
      return Promise.all(paths.map(async (path) => (await ask(before, "GET", `/lockers/${before.insider.locker}/${path}`, { token })).status));
    };
    expect(await reach("Luc", on)).toEqual([200, 200, 200, 200]);
    await nadia.does("revoke", grant);
    const { insider } = await look(town);
    expect(await reach("Luc", on)).toEqual([404, 404, 404, 404]);
    expect(await reach("Samira", grant)).toEqual([404, 404, 404, 404]);
    const log = new Chronicle(insider);
    const folder = insider.reader.locker.documents.get((await insider.document(papers.bail.name)).id)?.folder;
    if (folder === undefined) throw new Error("the paper lies in a folder");
    for (const [who, by] of [["Samira", samira], ["Luc", luc]] as const) {
      for (const body of [await log.added(folder), log.revoked(grant), log.granted(luc, { node: folder, right: "read", lasts: 1000, via: grant })]) {
        expect(await append(insider, town, who, log.write(body, by)), `${body.form} by ${who}`).toMatchObject({ status: 404 });
      }
    }
    await expectWhole(town);
    expect(await people.Luc.does("shared")).toEqual([]);
    expect(await people.Samira.does("shared")).toEqual([]);
  }, SETTLING);
}

async function openRun(scene: Scene): Promise<Run> {
  const town = await openTown(scene, ["Samira", "Luc"] as const);
  const { nadia, people } = town;
  await people.Samira.meets(people.Luc);
  const { id: entry } = await nadia.does<{ id: Id }>("accompaniment", "add", "Maraude", "--team");
  const grant = (await nadia.lends("all", people.Samira, "manage")) as GrantId;
  const enter = (who: "Samira" | "Luc") => Insider.enter(scene.proxy.origin, people[who].holder);
  return { town, grant, entry, samira: await enter("Samira"), luc: await enter("Luc") };
}

/** By her program, as she may. */
async function lendOn({ people }: Town<"Samira" | "Luc">, right: string): Promise<string> {
  const { grant } = await people.Samira.does<{ grant: string }>("grant", "all", "--locker", "Nadia", "--to", "Luc", "--right", right, "--until", "30m", "--yes");
  return grant;
}

async function append({ locker }: Insider, { scene, people }: Run["town"], by: "Samira" | "Luc", act: Act): Promise<{ status: number; reason?: string }> {
  const headers = { "Content-Type": "application/vnd.armoire.acts" };
  const answer = await ask(scene, "POST", `/lockers/${locker}/acts`, { token: await signIn(scene, people[by].holder), headers, body: writeFrames([act]) });
  const { reason } = JSON.parse(answer.body || "{}") as { reason?: string };
  return { status: answer.status, ...(reason !== undefined && { reason }) };
}

/** The holder opens everything, and nothing of it was changed. */
async function expectWhole({ nadia }: Run["town"]): Promise<void> {
  expect(await nadia.does("verify")).toMatchObject({ altered: [] });
  const listed = await nadia.does<{ name: string }[]>("list");
  expect(listed.map(({ name }) => name).sort()).toEqual(Object.values(papers).map(({ name }) => name).sort());
}
