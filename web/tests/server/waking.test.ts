import { expect, it } from "vitest";
import type { ArmoireEvent } from "../../src/bridge/bridge";
import type { Vault } from "../../src/worker/vault";
import { serverForTests } from "./for-tests";
import type { NodeWorld } from "./node-world";
import { TestDevice } from "./test-device";

const server = serverForTests();

function next(vault: Vault, kind: ArmoireEvent["kind"]): Promise<ArmoireEvent> {
  return new Promise((resolve) => {
    const stop = vault.watch((event) => {
      if (event.kind !== kind) return;
      stop();
      resolve(event);
    });
  });
}

it("a page is woken by what another device does, and asks for nothing before; both its tabs are", async () => {
  const phone = new TestDevice(server.origin);
  const first = phone.page();
  first.world.hears();
  const created = await first.vault.createLocker({ handle: await first.vault.prepareHandle("Nadia"), language: "fr", device: "mine" });
  const words = { handle: created.handle, words: created.words.join(" ") };
  const { id } = await first.vault.createFolder({ name: "Santé", pictogram: "health" });
  const second = phone.page();
  second.world.hears();
  await second.vault.signIn({ ...words, device: "mine" });
  first.world.takeCookieOf(second.world);
  await first.world.hearing();

  const elsewhere = new TestDevice(server.origin).page().vault;
  await elsewhere.signIn({ ...words, device: "shared" });
  const woken = [next(first.vault, "changed"), next(second.vault, "changed")];
  await elsewhere.rename(id, "Soins");
  await Promise.all(woken);
  for (const { vault } of [first, second]) expect((await vault.known()).folders.map(({ name }) => name)).toEqual(["Soins"]);
  // One connection for both.
  expect(second.world.streams).toBe(0);

  // Its session is ended from the other device: both tabs close.
  const closed = [next(first.vault, "closed"), next(second.vault, "closed")];
  await elsewhere.endOtherSessions();
  expect(await Promise.all(closed)).toEqual([
    { kind: "closed", code: "no_session" },
    { kind: "closed", code: "no_session" },
  ]);
  await expect(first.vault.known()).rejects.toMatchObject({ code: "locked" });
  await elsewhere.lock();
});

it("says whether the server answers", async () => {
  const { vault, world }: { vault: Vault; world: NodeWorld } = new TestDevice(server.origin).page();
  await vault.createLocker({ handle: await vault.prepareHandle("Li"), language: "fr", device: "mine" });
  const away = next(vault, "connection");
  world.between = (path) => Promise.reject(new TypeError(path));
  await vault.contents().catch(() => undefined);
  expect(await away).toEqual({ kind: "connection", here: false });
  const back = next(vault, "connection");
  world.between = (_path, request, send) => send(request);
  await vault.contents();
  expect(await back).toEqual({ kind: "connection", here: true });
  await vault.lock();
});
