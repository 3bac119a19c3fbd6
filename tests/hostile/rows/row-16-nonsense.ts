import { expect, test } from "vitest";
import type { Body } from "../../../web/src/protocol/act/body";
import { writeFrames } from "../../../web/src/protocol/act/frame";
import { encode } from "../../../web/src/protocol/bytes";
import { randomBytes } from "../../../web/src/protocol/hazmat/random";
import { newestEpoch } from "../../../web/src/protocol/log/state";
import { randomSalt } from "../../../web/src/protocol/salt";
import { clientOf } from "../harness/attack";
import { Chronicle } from "../harness/chronicle";
import { Insider } from "../harness/insider";
import type { Office } from "../harness/office";
import { ask } from "../harness/raw";
import { folders, papers, type Scene } from "../harness/scene";
import { look } from "../harness/town";
import { signIn } from "./server-row-23-sessions";

/** Bytes of a key, sealed. */
const SEALED_KEY = 113;

/** Whoever runs the locker was given none of its folders' keys: nothing is owed to them there, and only that it doesn't open tells. */
const nonsense = [
  { who: "runs the locker", lent: "all", paper: papers.bail, opened: "bail", folder: folders[0] },
  { who: "runs a folder", lent: "folder", paper: papers.jugement, opened: "jug", folder: folders[1] },
] as const;
type Nonsense = (typeof nonsense)[number];

/**
 * Luc runs a folder, or everything. What he signs there is good, but what he has sealed is nonsense, which no server can see: it hides
 * nothing of the holder's but what he wrote over.
 */
export function row16Nonsense(client: string, office: () => Office): void {
  for (const what of nonsense) hidesNothing(client, office, what);
}

function hidesNothing(client: string, office: () => Office, what: Nonsense): void {
  const { who, paper, folder, opened: content } = what;
  test(`row 16 · ${client} · a key that is nonsense, of somebody who ${who}, hides nothing`, async () => {
    const own = await sign(office(), what);
    const { insider } = own;
    const { id } = await insider.document(paper.name);
    const opened = await clientOf(own, client).arriveAndOpen(id, paper.name);
    expect(opened).not.toHaveProperty("code");
    expect(opened.shown.toLowerCase()).toContain(content);
    const added = await clientOf(own, client).add("Apres.txt", new TextEncoder().encode("after"), folder);
    expect(added).not.toHaveProperty("code");
    const { acts, account } = (await look(office())).insider;
    const since = acts.slice(insider.acts.length).map(({ header, body }) => header.author === account && body?.form);
    expect(since, "a new key first").toEqual(["rotate", "document"]);
    const listed = await clientOf(own, client).arrive();
    expect(listed.shown).toContain("Apres.txt");
    expect(listed.shown).toContain(paper.name);
  }, 180_000);
}

async function sign(office: Office, { lent, paper }: Nonsense): Promise<Scene> {
  const { nadia, people } = office;
  const first = await look(office);
  const folder = first.insider.reader.locker.documents.get((await first.insider.document(paper.name)).id)?.folder;
  if (folder === undefined) throw new Error("the paper lies in a folder");
  await nadia.lends(lent === "all" ? lent : folder, people.Luc, "manage");
  const scene = await look(office);
  const { locker } = scene.insider.reader;
  const log = new Chronicle(scene.insider);
  const luc = await Insider.enter(scene.proxy.origin, people.Luc.holder);
  const sealed = () => encode(randomBytes(SEALED_KEY));
  const key: Body = { form: "rotate", kind: "rotate", salt: randomSalt(), node: folder, epoch: (locker.folders.get(folder)?.keys.length ?? 0) + 1, under: newestEpoch(locker.keys), key: sealed(), prior: sealed() };
  const headers = { "Content-Type": "application/vnd.armoire.acts" };
  const answer = await ask(scene, "POST", `/lockers/${locker.id}/acts`, { token: await signIn(scene, people.Luc.holder), headers, body: writeFrames([log.write(key, luc)]) });
  if (answer.status >= 300) throw new Error(`Luc signs no key: ${answer.body}`);
  return look(office);
}
