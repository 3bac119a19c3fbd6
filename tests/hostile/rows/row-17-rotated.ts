import { expect, test } from "vitest";
import { readFrames } from "../../../web/src/protocol/act/frame";
import { decode } from "../../../web/src/protocol/bytes";
import { documentKey } from "../../../web/src/protocol/locker/keys";
import { openDocumentLabel } from "../../../web/src/protocol/locker/label";
import type { Attack, Row } from "../harness/attack";
import { clientOf } from "../harness/attack";
import { Chronicle } from "../harness/chronicle";
import { matches } from "../harness/route";
import { folders, papers, type Scene } from "../harness/scene";
import { serveLogOn } from "../harness/tampers";
import { look } from "../harness/town";
import { openVillage, type Village } from "../harness/village";

/** Somebody whose right is over still has the keys that it gave, and a server that shows them all there is. */
export function row17(village: () => Village): Row {
  const written = (name: string, log: (chronicle: Chronicle, village: Village) => Promise<ReturnType<Chronicle["with"]>>): Attack => ({
    name,
    code: "stale_key",
    device: (device) => device.list(),
    tamper: async ({ insider }: Scene) => serveLogOn(await log(new Chronicle(insider), village())),
  });
  return {
    number: 17,
    attacks: [
      written("a paper of the holder's own under the key of a folder that was lent before", async (log, { scene, folders: { over } }) =>
        log.with(log.write(await log.added(over), scene.insider)),
      ),
      written("a paper of somebody who runs a folder, under a key that somebody else was lent before", async (log, { scene, insiders, folders: { run } }) => {
        const lent = log.granted(insiders.Yusuf, { node: run, right: "read" });
        log.add(lent, scene.insider);
        log.add(log.revoked(lent.grant), scene.insider);
        return log.with(log.write(await log.added(run), insiders.Samira));
      }),
      written("a new name under the key of a paper that was lent before", async (log, { scene, insiders }) => {
        const { id } = await scene.insider.document(papers.jugement.name);
        const lent = log.granted(insiders.Luc, { node: id, right: "read" });
        log.add(lent, scene.insider);
        log.add(log.revoked(lent.grant), scene.insider);
        return log.with(log.write(await log.renamed(id, "Renamed"), scene.insider));
      }),
      written("a new name under the key of a paper that was lent until now", async (log, { scene, insiders }) => {
        const { id } = await scene.insider.document(papers.jugement.name);
        log.add(log.granted(insiders.Luc, { node: id, right: "read", lasts: 1000 }), scene.insider);
        return log.with(log.write(await log.renamed(id, "Renamed"), scene.insider, 1000));
      }),
    ],
    tests: (name, scene, _, client) => {
      test(name("what is written after a right is over isn't opened by the keys that it gave"), async () => {
        const own = await openVillage(scene());
        const { insider, proxy } = own.scene;
        // What Yusuf was given, and everything that follows from it.
        const epoch = insider.reader.locker.folders.get(own.folders.over)?.keys.length ?? 0;
        const given = await insider.keys.folderKey(insider.reader.locker, own.folders.over, epoch);
        const { code } = await clientOf(own.scene, client).add("Apres.txt", new TextEncoder().encode("after"), folders[0]);
        expect(code).toBeUndefined();
        const sent = proxy.record.filter((asked) => matches("POST /lockers/{}/acts", asked)).flatMap(({ body }) => readFrames(body, 100));
        expect(sent.map(({ body }) => body?.form).slice(-2), "what was sent last").toEqual(["rotate", "document"]);
        const { reader, keys } = (await look(own)).insider;
        const [put] = sent.slice(-1);
        if (put?.body?.form !== "document") throw new Error("a document was added");
        const { node, parent, turn, label } = put.body;
        const place = { locker: reader.locker.id, node, version: 1 };
        for (const old of Array.from({ length: put.body.epoch }, (_, at) => at + 1)) {
          await expect(openDocumentLabel(await documentKey(given, node, old, turn), place, decode(label)), `epoch ${old}`).rejects.toThrow("commitment");
        }
        const key = await keys.documentKey(reader.locker, node, { folder: parent, epoch: put.body.epoch, turn });
        expect((await openDocumentLabel(key, place, decode(label))).name).toBe("Apres.txt");
      });
    },
  };
}
