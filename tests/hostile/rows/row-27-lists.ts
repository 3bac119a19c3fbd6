import { expect, test } from "vitest";
import * as limits from "../../../web/src/protocol/limits";
import { matches } from "../harness/route";
import { readFrames } from "../../../web/src/protocol/act/frame";
import { addMany, listMany } from "../harness/many";
import { deviceOf } from "../harness/neighbourly";
import type { Office } from "../harness/office";
import { changeJson } from "../harness/tampers";
import type { Village } from "../harness/village";
import { folders } from "../harness/scene";
import { look } from "../harness/town";

/** Papers of the folder; `infra/test --full` asks for two thousand. */
const PAPERS = Number(process.env["ARMOIRE_DOCUMENTS"] ?? 30);
const ROUNDS = 10;
/** Milliseconds. */
const LONG = 120_000 + PAPERS * 1000;

/** Reads that one answer tells of, and answers after which even a server that never ends does: a test is to end without the check, too. */
const READS = 10_000;
const ANSWERS = 14;

/** Who has looked, by a server that tells of ever more. */
export function row27Reads(client: string, village: () => Village): void {
  for (const { name, earlier, most } of [
    { name: "that never ends", earlier: 1, most: 12 },
    { name: "that begins again and again", earlier: 0, most: 2 },
  ]) {
    test(`row 27 · ${client} · a list of who has looked ${name}`, async () => {
      const { scene, nadia, insiders } = village();
      const { proxy } = scene;
      const device = await deviceOf(nadia, client, proxy.origin);
      let answers = 0;
      const page = () => {
        const first = Date.now() - answers * READS * earlier;
        answers += 1;
        return { reads: Array.from({ length: READS }, (_, at) => ({ node: scene.insider.locker, account: insiders.Luc.account, at: first - at })), more: answers < ANSWERS };
      };
      proxy.play([changeJson("GET /lockers/{}/reads", page)]);
      const outcome = await device.reads();
      proxy.play([]);
      expect(outcome).not.toHaveProperty("code");
      expect(outcome.shown).toContain(insiders.Luc.account);
      expect(answers, "how often it was asked").toBeLessThanOrEqual(most);
    }, LONG);
  }
}

/** As many people and papers as there can be. */
export function row27Lists(client: string, office: () => Office): void {
  test(`row 27 · ${client} · a list of two hundred takes nobody more`, async () => {
    const { nadia, people, notes } = office();
    const { insider, proxy } = await look(office());
    const folder = insider.reader.locker.documents.get(notes.Luc)?.folder;
    if (folder === undefined) throw new Error("the holder has a list");
    await listMany(insider, folder, limits.ENTRIES - 3);
    await people.Awa.does("propose", "Nadia", "entry");
    const device = await deviceOf(nadia, client, proxy.origin);
    const proposed = /"id":"([a-z2-7]{32})"[^{}]*(?:\{[^{}]*\}[^{}]*)?\{[^{}]*"propose"|"form":"propose","id":"([a-z2-7]{32})"/.exec((await device.letters()).shown);
    const letter = proposed?.[1] ?? proposed?.[2] ?? "";
    expect(await device.addEntry("La deux centième")).not.toHaveProperty("code");
    expect(await device.addEntry("Une de trop")).toMatchObject({ code: "too_many" });
    expect(await device.accept(letter)).toMatchObject({ code: "too_many" });
    const { shown } = await device.entries();
    expect(shown).toContain("La deux centième");
    expect(shown).not.toContain("Une de trop");
    expect(shown).not.toContain('"Awa"');
    proxy.play([]);
  }, LONG);

  test(`row 27 · ${client} · a folder of ${PAPERS} papers is lent and taken back ten times`, async () => {
    const { nadia, people } = office();
    const before = await look(office());
    const folder = before.insider.reader.locker.documents.get((await before.insider.document("Bail rue des Lilas.txt")).id)?.folder;
    if (folder === undefined) throw new Error("the paper lies in a folder");
    await addMany(before.insider, folder, PAPERS);
    const { proxy } = before;
    const [holder, luc] = [await deviceOf(nadia, client, proxy.origin), await deviceOf(people.Luc, client, proxy.origin)];
    for (let round = 0; round < ROUNDS; round += 1) {
      expect(await holder.lend(folder, people.Luc), `lent, round ${round}`).not.toHaveProperty("code");
      if (round === 0 || round === ROUNDS - 1) {
        const grant = /"grant":"([\w-]{22})"/.exec((await luc.loans()).shown)?.[1] ?? "";
        const { shown } = await luc.lentPapers({ from: nadia, grant, paper: folder });
        expect(shown.match(/"name":"Papier \d+\.txt"/g) ?? [], "what he sees").toHaveLength(PAPERS);
      }
      expect(await holder.takeBackAll(), `taken back, round ${round}`).not.toHaveProperty("code");
      expect((await luc.loans()).shown).not.toContain(folder);
    }
    proxy.play([]);
    await nadia.adds("Apres.txt", "after", folders[0]);
    const sent = proxy.record.filter((asked) => matches("POST /lockers/{}/acts", asked)).flatMap(({ body }) => readFrames(body, 100));
    // Ten times taken back, and one new key.
    expect(sent.map(({ body }) => body?.form)).toEqual(["rotate", "document"]);
    expect(await nadia.does("verify")).toMatchObject({ altered: [] });
  }, LONG);
}
