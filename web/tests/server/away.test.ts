import { afterEach, describe, expect, it } from "vitest";
import type { Vault } from "../../src/worker/vault";
import { addSent } from "./add-sent";
import { nothingWaits, until } from "./events";
import { startServer, type Server } from "./server";
import { TestDevice, openedDevice } from "./test-device";

const PIN = "042517";
const DAY = 24 * 3600 * 1000;
/** Longer than any session lives without being used. */
const MONTH = 31;

let server: Server;

afterEach(async () => {
  await server.stop();
});

/** The same server, so many days later: its sweeper has been through. */
async function later(days: number): Promise<void> {
  const { data, origin } = server;
  await server.pause();
  server = await startServer(data, new URL(origin).port, days);
}

/** A page of a device whose clock goes with the server's. */
function pageOf(device: TestDevice, days: number) {
  const page = device.page();
  page.world.now = () => Date.now() + days * DAY;
  return page;
}

function bytes(length: number): ArrayBuffer {
  return Uint8Array.from({ length }, (_, at) => (at * 7) % 251).buffer;
}

/** A phone with a PIN, a paper that is sent, and two that wait for a network: one of them in a folder that waits too. */
async function phoneWithUnsent(name: string) {
  server = await startServer();
  const opened = await openedDevice(server.origin, name);
  const { vault, world, folder } = opened;
  await vault.setPin(PIN);
  await addSent(vault, { name: "sent.pdf", type: "application/pdf", bytes: bytes(9), folder });
  world.between = (path) => Promise.reject(new TypeError(path));
  const away = until(vault, (event) => event.kind === "connection" && !event.here);
  await vault.add({ name: "unsent.pdf", type: "application/pdf", bytes: bytes(700_000), folder });
  await vault.add({ name: "new.pdf", type: "application/pdf", bytes: bytes(5), folder: { name: "Logement", pictogram: "house" } });
  await away;
  return opened;
}

/** The phone opens by `open`, sends what it had kept, and another device has it all. */
async function comesBack(phone: TestDevice, days: number, open: (vault: Vault) => Promise<{ handle: string; words: string }>): Promise<void> {
  const { vault } = pageOf(phone, days);
  expect(await vault.remembered()).toMatchObject({ waiting: 2 });
  const sent = until(vault, nothingWaits);
  const words = await open(vault);
  await sent;
  const { vault: other } = pageOf(new TestDevice(server.origin), days);
  await other.signIn({ ...words, device: "shared" });
  const { documents, folders } = await other.contents();
  expect(documents.map(({ name }) => name).sort()).toEqual(["meanwhile.pdf", "new.pdf", "sent.pdf", "unsent.pdf"]);
  expect(folders.map(({ name }) => name).sort()).toEqual(["Logement", "Santé"]);
  const unsent = documents.find(({ name }) => name === "unsent.pdf");
  expect(Buffer.from((await other.open(unsent?.id ?? "")).bytes).equals(Buffer.from(bytes(700_000)))).toBe(true);
  expect(await vault.remembered()).toMatchObject({ waiting: 0 });
  await Promise.all([vault.lock(), other.lock()]);
}

/** Another device, where the keys are changed if `rotates` says so; gives the words and card that open afterwards. */
async function elsewhere(words: { handle: string; words: string }, folder: string, rotates: boolean) {
  const { vault } = new TestDevice(server.origin).page();
  await vault.signIn({ ...words, device: "mine" });
  if (rotates) await vault.rotate("stolen", "fr");
  const card = (await vault.newCard()).card?.qr ?? "";
  await addSent(vault, { name: "meanwhile.pdf", type: "application/pdf", bytes: bytes(3), folder });
  await vault.lock();
  return { card };
}

describe("a phone that was away for a month, while every key was changed on another device", () => {
  it("says so to the page that is still open, refuses its PIN, and comes back by words with what it had kept", async () => {
    const { phone, vault, world, words, folder } = await phoneWithUnsent("Nadia");
    await elsewhere(words, folder, true);
    await later(MONTH);
    const closed = until(vault, (event) => event.kind === "closed" && event.code === "no_session");
    world.now = () => Date.now() + MONTH * DAY;
    world.between = (_path, request, send) => send(request);
    await expect(vault.contents()).rejects.toMatchObject({ code: "no_session" });
    await closed;
    await expect(pageOf(phone, MONTH).vault.unlockWithPin(PIN)).rejects.toMatchObject({ code: "sign_in_refused", detail: { left: 0 } });
    await comesBack(phone, MONTH, async (page) => {
      await page.signIn(words);
      return words;
    });
  });

  it("comes back by card with what it had kept", async () => {
    const { phone, vault, words, folder } = await phoneWithUnsent("Amadou");
    await vault.lock();
    const { card } = await elsewhere(words, folder, true);
    await later(MONTH);
    await comesBack(phone, MONTH, async (page) => {
      const made = await page.recover({ card, device: "mine" });
      return { handle: made.handle, words: made.words.join(" ") };
    });
  });
});

describe("a phone that was away, while no key was changed", () => {
  it("for a month: its session is over, and its PIN opens", async () => {
    const { phone, vault, world, words, folder } = await phoneWithUnsent("Li");
    await elsewhere(words, folder, false);
    await later(MONTH);
    world.between = (_path, request, send) => send(request);
    await expect(vault.contents()).rejects.toMatchObject({ code: "no_session" });
    await vault.lock();
    await comesBack(phone, MONTH, async (page) => {
      await page.unlockWithPin(PIN);
      return words;
    });
  });

  it("for less: the page that was open goes on by itself", async () => {
    const { vault, world, words, folder } = await phoneWithUnsent("Sam");
    await elsewhere(words, folder, false);
    await later(MONTH - 2);
    const sent = until(vault, nothingWaits);
    world.now = () => Date.now() + (MONTH - 2) * DAY;
    world.between = (_path, request, send) => send(request);
    await vault.contents();
    await sent;
    expect((await vault.contents()).documents.map(({ name }) => name).sort()).toEqual(["meanwhile.pdf", "new.pdf", "sent.pdf", "unsent.pdf"]);
    await vault.lock();
  });
});
