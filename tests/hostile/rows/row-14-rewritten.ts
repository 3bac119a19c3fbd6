import { expect, test } from "vitest";
import { readFrames, writeFrames } from "../../../web/src/protocol/act/frame";
import { utf8 } from "../../../web/src/protocol/bytes";
import type { Id } from "../../../web/src/protocol/id";
import { padPayload } from "../../../web/src/protocol/padding";
import { Identity, sealTo } from "../../../web/src/protocol/to";
import { Chronicle } from "../harness/chronicle";
import type { Attack, Row } from "../harness/attack";
import { FORGED, runMeetings } from "../harness/meeting";
import { deviceOf, type LentPaper } from "../harness/neighbourly";
import type { Tamper } from "../harness/proxy";
import { papers, type Scene } from "../harness/scene";
import { changeBytes, serveLogOn, serveObject } from "../harness/tampers";
import { look } from "../harness/town";
import type { Village } from "../harness/village";

/** Who was lent a paper has its keys, and writes it anew with a server that serves it. */
export function row14(village: () => Village): Row {
  const attack = (name: string, rest: Pick<Attack, "code" | "device" | "tamper">): Attack => ({ name, ...rest });
  return {
    number: 14,
    attacks: [
      attack("a paper written anew by somebody to whom it was lent, to its holder", {
        code: "hash",
        device: async (device, { insider }) => device.open((await insider.document(papers.bail.name)).id, papers.bail.name),
        tamper: async (scene) => [await rewritten(scene)],
      }),
      attack("a new state of a paper by somebody who may only open it, to its holder", {
        code: "author",
        device: (device) => device.list(),
        tamper: async ({ insider }) => {
          const log = new Chronicle(insider);
          const { id } = await insider.document(papers.bail.name);
          return serveLogOn(log.with(log.write(await log.renamed(id, FORGED), village().insiders.Luc)));
        },
      }),
    ],
  };
}

/** Awa and Luc may both open one paper. */
interface Shared {
  scene: Scene;
  village: Village;
  lent: LentPaper;
}

export function row14BetweenGrantees(client: string, village: () => Village): void {
  let opened: Promise<Shared> | undefined;
  const shared = () => (opened ??= share(village()));

  runMeetings<Shared>(
    14,
    [
      {
        name: "a paper written anew by somebody to whom it was lent, to somebody else to whom it was lent",
        code: "hash",
        who: (place) => place.village.people.Awa,
        does: (device, { lent }) => device.openLent(lent),
        tamper: async ({ scene }) => [await rewritten(scene)],
      },
    ],
    client,
    shared,
  );

  test(`row 14 · ${client} · a state of a lent paper by somebody who may only open it is vouched for by nobody`, async () => {
    const { scene, village: place, lent } = await shared();
    scene.proxy.play([]);
    const device = await deviceOf(place.people.Awa, client, scene.proxy.origin);
    expect((await device.isVouchedFor(lent)).shown).toBe("true");
    const log = new Chronicle(scene.insider);
    const act = log.write(await log.renamed(lent.paper, FORGED), place.insiders.Luc);
    scene.proxy.play([changeBytes("GET /lockers/{}/view", (body) => writeFrames([...readFrames(body, 1000), act]))]);
    expect((await device.isVouchedFor(lent)).shown).toBe("false");
    expect(scene.proxy.unused()).toEqual([]);
    scene.proxy.play([]);
  });
}

async function share(village: Village): Promise<Shared> {
  const { nadia, people, scene } = village;
  const paper: Id = (await scene.insider.document(papers.bail.name)).id;
  const grant = await nadia.lends(paper, people.Awa, "read");
  return { scene: await look(village), village, lent: { from: nadia, grant, paper } };
}

/** Another content for the paper's own key, as long as the one that the log names. */
async function rewritten({ insider }: Scene): Promise<Tamper> {
  const { label } = await insider.document(papers.bail.name);
  const { id } = await insider.object(papers.bail.name);
  const content = utf8(FORGED.padEnd(utf8(papers.bail.content).length, "."));
  const recipient = await Identity.read("X25519", label.payload).recipient();
  return serveObject(id, await sealTo("X25519", recipient, padPayload(content)));
}
