import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { encode } from "../../src/protocol/bytes";
import { randomId } from "../../src/protocol/id";
import { randomKey, sealNodeKey } from "../../src/protocol/locker/keys";
import { sealLabel } from "../../src/protocol/locker/label";
import { randomSalt } from "../../src/protocol/salt";
import { signInWithWords } from "../../src/worker/account/sign-in";
import { Api } from "../../src/worker/http/api";
import { OpenLocker } from "../../src/worker/locker/open-locker";
import { Vault } from "../../src/worker/vault";
import { NodeWorld } from "./node-world";
import { startServer, type Server } from "./server";
import { layWire, type Wire } from "./wire";

/** 5,000 in `infra/test --full`. */
const DOCUMENTS = Number(process.env["ARMOIRE_DOCUMENTS"] ?? 200);
const FOLDERS = 40;
/** Of those: each has its rotation. */
const PRIVATE = 8;
/** Bytes of a paper. */
const SIZE = 20_000;
/** Bytes that a rotation may move in both directions, with opening the locker again. */
const MOST = 20_000_000;
/** Papers on their way at once. */
const TOGETHER = 50;

let server: Server;
let wire: Wire;

beforeAll(async () => {
  server = await startServer();
  wire = await layWire(server.origin);
});

afterAll(async () => {
  await wire.stop();
  await server.stop();
});

/** A device that keeps nothing, behind the wire. */
function device(): { vault: Vault; objects: () => string[] } {
  const world = new NodeWorld(wire.origin);
  return { vault: new Vault(world), objects: () => world.sent.map(({ path }) => path).filter((path) => /\/(objects|uploads)\b/.test(path)) };
}

async function filled() {
  const { vault } = device();
  const created = await vault.createLocker({ handle: await vault.prepareHandle("Nadia"), language: "fr", device: "mine" });
  const words = { handle: created.handle, words: created.words.join(" "), device: "mine" as const };
  const folders: string[] = await addPrivateFolders(words);
  while (folders.length < FOLDERS) folders.push((await vault.createFolder({ name: `folder ${folders.length}`, pictogram: "house" })).id);
  const bytes = () => new Uint8Array(SIZE).fill(7).buffer;
  for (let from = 0; from < DOCUMENTS; from += TOGETHER) {
    const numbers = Array.from({ length: Math.min(TOGETHER, DOCUMENTS - from) }, (_, at) => from + at);
    const added = [];
    for (const number of numbers) {
      added.push(await vault.add({ name: `paper ${number}.pdf`, type: "application/pdf", bytes: bytes(), folder: folders[number % FOLDERS] ?? "" }));
    }
    await Promise.all(added.map(({ id }) => vault.sent(id)));
  }
  await vault.lock();
  return { folders, created, words };
}

/** No page makes these yet: written as another client of the protocol writes them. */
async function addPrivateFolders(words: { handle: string; words: string }): Promise<string[]> {
  const world = new NodeWorld(wire.origin);
  const api = new Api(world);
  const account = await signInWithWords(api, world, new Map(), words);
  const locker = await OpenLocker.open(api, world, account, new Map());
  return locker.append(async (draft) => {
    const made: string[] = [];
    for (let number = 0; number < PRIVATE; number += 1) {
      const [node, key] = [randomId(), randomKey()];
      const sealed = encode(await sealNodeKey(locker.keys.root, { locker: locker.id, node, epoch: 1 }, key));
      const label = encode(await sealLabel(key, { locker: locker.id, node, version: 1 }, { name: `private ${number}` }));
      const put = { node, parent: locker.id, epoch: 1, version: 1, private: true as const, key: sealed, label };
      draft.add({ form: "new_folder", kind: "put", salt: randomSalt(), ...put });
      made.push(node);
    }
    return made;
  });
}

describe("a rotation of a large locker", () => {
  it("moves its log at most, and no paper: in an open page, and by card on a device that knows nothing", { timeout: 1_200_000 }, async () => {
    const { folders, created, words } = await filled();
    const open = device();
    await open.vault.signIn(words);
    expect((await open.vault.contents()).documents).toHaveLength(DOCUMENTS);
    wire.passed();
    expect(await open.vault.rotate("stolen", "fr")).toEqual({ handle: words.handle });
    expect((await open.vault.contents()).documents).toHaveLength(DOCUMENTS);
    const inPage = wire.passed();

    const cold = device();
    const { handle, words: fresh } = await cold.vault.recover({ card: created.card.qr, device: "mine" });
    expect((await cold.vault.contents()).documents).toHaveLength(DOCUMENTS);
    const byCard = wire.passed();
    console.log(`${DOCUMENTS} documents, ${FOLDERS} folders: ${inPage} bytes moved in an open page, ${byCard} by card`);
    expect(inPage).toBeLessThan(MOST);
    expect(byCard).toBeLessThan(MOST);
    expect(open.objects(), "objects sent or fetched").toEqual([]);
    expect(cold.objects(), "objects sent or fetched").toEqual([]);

    // Each folder's key is replaced before the next write there; private ones were already.
    for (const folder of [folders[0], folders[PRIVATE]]) {
      const { id } = await cold.vault.add({ name: "after.pdf", type: "application/pdf", bytes: new ArrayBuffer(9), folder: folder ?? "" });
      await cold.vault.sent(id);
    }
    expect(cold.objects(), "what the same search finds afterwards").not.toEqual([]);
    const other = device();
    await other.vault.signIn({ handle, words: fresh.join(" "), device: "shared" });
    const { documents } = await other.vault.contents();
    expect(documents).toHaveLength(DOCUMENTS + 2);
    for (let at = 0; at < DOCUMENTS; at += Math.ceil(DOCUMENTS / 20)) {
      const { bytes } = await other.vault.open(documents[at]?.id ?? "");
      expect(bytes.byteLength).toBe(documents[at]?.size);
    }
    for (const { vault } of [open, cold, other]) await vault.lock();
  });
});
