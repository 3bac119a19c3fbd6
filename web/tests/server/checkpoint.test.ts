import { expect, it } from "vitest";
import { readFrames } from "../../src/protocol/act/frame";
import { randomSalt } from "../../src/protocol/salt";
import { signInWithWords } from "../../src/worker/account/sign-in";
import { Api } from "../../src/worker/http/api";
import { OpenLocker } from "../../src/worker/locker/open-locker";
import { Vault } from "../../src/worker/vault";
import { addSent } from "./add-sent";
import { serverForTests } from "./for-tests";
import { NodeWorld } from "./node-world";

const server = serverForTests();

it("after a thousand acts a new device reads from a checkpoint and sees the same locker", async () => {
  const vault = new Vault(new NodeWorld(server.origin));
  const created = await vault.createLocker({ handle: await vault.prepareHandle("Nadia"), language: "fr", device: "shared" });
  const words = { handle: created.handle, words: created.words.join(" "), device: "shared" as const };
  const { id: folder } = await vault.createFolder({ name: "Santé", pictogram: "health" });
  const bytes = new TextEncoder().encode("x").buffer;
  await addSent(vault, { name: "avant", type: "text/plain", bytes, folder });

  const world = new NodeWorld(server.origin);
  const api = new Api(world);
  const locker = await OpenLocker.open(api, world, await signInWithWords(api, world, new Map(), words), new Map());
  while (locker.reader.locker.checkpoint === undefined) {
    await locker.append((draft) => {
      for (let acts = 0; acts < 95; acts += 1) draft.add({ form: "seen", kind: "seen", salt: randomSalt(), node: locker.id, ...draft.locker.head });
      return Promise.resolve();
    });
  }
  await locker.pin();
  await vault.rename(folder, "Soins");

  const later = new NodeWorld(server.origin);
  const cold = new Vault(later);
  const received: number[] = [];
  later.between = async (path, request, send) => {
    const response = await send(request);
    if (path.endsWith("/living")) received.push(readFrames(new Uint8Array(await response.clone().arrayBuffer()), 2000).length);
    return response;
  };
  await cold.signIn(words);
  expect(await cold.contents()).toEqual(await vault.contents());
  // Checkpoint, act 0, the locker's key, the folder, the document, and the new name; not a thousand.
  expect(received).toEqual([6]);
});
