import { describe, expect, it } from "vitest";
import type { Vault } from "../../src/worker/vault";
import { addSent } from "./add-sent";
import { serverForTests } from "./for-tests";
import type { NodeWorld } from "./node-world";
import { TestDevice, openedDevice } from "./test-device";

const CODE = "4825";

const server = serverForTests();

/** Bytes that no seal's piece divides. */
function scan(length: number, step: number): ArrayBuffer {
  return Uint8Array.from({ length }, (_, at) => (at * step) % 251).buffer;
}

/** A locker with a paper of three pieces in the pocket. */
async function withPocket(name: string) {
  const opened = await openedDevice(server.origin, name);
  const { vault, folder } = opened;
  const bytes = scan(700_001, 7);
  const paper = await addSent(vault, { name: "Carte.jpg", type: "image/jpeg", bytes: bytes.slice(0), folder });
  await vault.pocketAdd({ id: paper.id, code: CODE });
  return { ...opened, paper, bytes };
}

/** A page without network. */
function offline(phone: TestDevice): { vault: Vault; world: NodeWorld } {
  const page = phone.page();
  page.world.between = () => Promise.reject(new TypeError("no network"));
  return page;
}

/** Waits until the pocket has come to what a test expects: it is renewed while nobody waits. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setImmediate(resolve));
}

describe("the pocket", () => {
  it("opens by its code after a reboot, without network and with the locker closed", async () => {
    const { phone, paper, bytes } = await withPocket("Nadia");
    const { vault, world } = offline(phone);
    expect(await vault.remembered()).toMatchObject({ pocket: 1 });
    const [kept, ...others] = await vault.pocketOpen(CODE);
    expect(others).toEqual([]);
    expect(kept).toMatchObject({ id: paper.id, name: "Carte.jpg", type: "image/jpeg", size: 700_001 });
    expect(Math.abs((kept?.kept ?? 0) - Date.now())).toBeLessThan(600_000);
    const opened = await vault.pocketRead(paper.id);
    expect(opened.name).toBe("Carte.jpg");
    expect(new Uint8Array(opened.bytes)).toEqual(new Uint8Array(bytes));
    expect(world.sent).toEqual([]);
    await expect(vault.contents()).rejects.toMatchObject({ code: "locked" });
    await vault.pocketClose();
    await expect(vault.pocketRead(paper.id)).rejects.toMatchObject({ code: "pocket_locked" });
  });

  it("opens by no other code, and takes papers by its own alone", async () => {
    const { phone, vault, folder } = await withPocket("Amadou");
    const page = offline(phone).vault;
    for (const code of ["4826", "48250", "0000"]) await expect(page.pocketOpen(code)).rejects.toMatchObject({ code: "pocket_code" });
    for (const code of ["482", "123456789", "48a5"]) await expect(page.pocketOpen(code)).rejects.toMatchObject({ code: "digits" });
    const { id } = await addSent(vault, { name: "b", type: "text/plain", bytes: scan(3, 1), folder });
    await expect(vault.pocketAdd({ id, code: "4826" })).rejects.toMatchObject({ code: "pocket_code" });
    expect(await vault.pocketPapers()).toHaveLength(1);
    await vault.pocketAdd({ id, code: CODE });
    expect((await page.pocketOpen(CODE)).map(({ name }) => name)).toEqual(["Carte.jpg", "b"]);
  });

  it("closes with the locker", async () => {
    const { vault, paper } = await withPocket("Li");
    await vault.pocketOpen(CODE);
    await vault.lock();
    await expect(vault.pocketRead(paper.id)).rejects.toMatchObject({ code: "pocket_locked" });
  });

  it("keeps no name and no byte of a paper in clear", async () => {
    const { phone } = await withPocket("Sam");
    const stored = Buffer.concat(await phone.values());
    expect(stored.length).toBeGreaterThan(700_000);
    expect(stored.includes("Carte.jpg")).toBe(false);
    expect(stored.includes(Buffer.from(scan(64, 7)))).toBe(false);
  });

  it("has at most 20 papers and 60 MB", async () => {
    const { vault, folder } = await openedDevice(server.origin, "Fatou");
    const add = async (name: string, length: number): Promise<string> =>
      (await addSent(vault, { name, type: "text/plain", bytes: new ArrayBuffer(length), folder })).id;
    const large = await add("large", 31 * 1024 * 1024);
    await vault.pocketAdd({ id: large, code: CODE });
    await expect(vault.pocketAdd({ id: await add("larger", 30 * 1024 * 1024), code: CODE })).rejects.toMatchObject({ code: "pocket_full" });
    for (let number = 1; number < 20; number += 1) await vault.pocketAdd({ id: await add(String(number), number), code: CODE });
    await expect(vault.pocketAdd({ id: await add("one more", 1), code: CODE })).rejects.toMatchObject({ code: "pocket_full" });
    expect(await vault.pocketPapers()).toHaveLength(20);
    // One that is there already is taken anew.
    await vault.pocketAdd({ id: large, code: CODE });
    expect(await vault.pocketPapers()).toHaveLength(20);
  }, 120_000);

  it("belongs to a device of one's own", async () => {
    const { phone, words, paper } = await withPocket("Ida");
    const shared = new TestDevice(server.origin).page().vault;
    await shared.signIn({ ...words, device: "shared" });
    await expect(shared.pocketAdd({ id: paper.id, code: CODE })).rejects.toMatchObject({ code: "shared_device" });
    // Who says that this phone isn't theirs leaves nothing here.
    await phone.page().vault.signIn({ ...words, device: "shared" });
    await expectNothing(phone);
  });

  it("goes with the session", async () => {
    const { phone, vault } = await withPocket("Ana");
    await vault.signOut();
    await expectNothing(phone);
  });
});

async function expectNothing(phone: TestDevice): Promise<void> {
  const { vault } = offline(phone);
  expect(await vault.remembered()).not.toHaveProperty("pocket");
  await expect(vault.pocketOpen(CODE)).rejects.toMatchObject({ code: "pocket_empty" });
  expect(await phone.keyNames()).toEqual(["device"]);
  expect(await phone.values("pocket")).toEqual([]);
}

describe("a paper in the pocket", () => {
  it("leaves it when it is taken out; with the last one the pocket goes", async () => {
    const { phone, vault, paper } = await withPocket("Ines");
    await vault.pocketRemove(paper.id);
    await expectNothing(phone);
    // A new one brings its own code.
    await vault.pocketAdd({ id: paper.id, code: "99999999" });
    expect(await offline(phone).vault.pocketOpen("99999999")).toHaveLength(1);
  });

  it.each([
    ["put into the bin", (vault: Vault, id: string) => vault.trash(id)],
    ["deleted for good", (vault: Vault, id: string) => vault.delete(id)],
  ])("leaves it when it is %s, here or elsewhere", async (_how, end) => {
    for (const here of [true, false]) {
      const { phone, vault, paper, words } = await withPocket("Paul");
      const other = here ? vault : new TestDevice(server.origin).page().vault;
      if (!here) await other.signIn(words);
      await end(other, paper.id);
      await vault.contents();
      await until(async () => (await vault.pocketPapers()).length === 0);
      await expectNothing(phone);
    }
  });

  it("is taken anew with its new name and its new file", async () => {
    const { phone, vault, paper } = await withPocket("Zoe");
    await vault.rename(paper.id, "Titre.jpg");
    const page = offline(phone).vault;
    await until(async () => (await page.pocketOpen(CODE))[0]?.name === "Titre.jpg");
    expect((await page.pocketRead(paper.id)).bytes.byteLength).toBe(700_001);
    const newer = scan(300_000, 11);
    await vault.replace(paper.id, { name: "Titre.jpg", type: "image/jpeg", bytes: newer.slice(0) });
    await vault.sent(paper.id);
    await until(async () => (await page.pocketOpen(CODE))[0]?.size === 300_000);
    expect(new Uint8Array((await page.pocketRead(paper.id)).bytes)).toEqual(new Uint8Array(newer));
    // Of the old file nothing is left: a description, and two pieces.
    await until(async () => (await phone.values("pocket")).length === 3);
  });

  it("is renewed after this device has changed the account's keys", async () => {
    const { phone, vault, paper } = await withPocket("Mia");
    await vault.rotate("stolen", "fr");
    await vault.rename(paper.id, "Titre.jpg");
    const page = offline(phone).vault;
    await until(async () => (await page.pocketOpen(CODE))[0]?.name === "Titre.jpg");
  });

  it("is renewed by its code after another device has changed them", async () => {
    const { phone, paper, words } = await withPocket("Eva");
    const other = new TestDevice(server.origin).page().vault;
    await other.signIn(words);
    await other.rotate("stolen", "fr");
    await other.rename(paper.id, "Titre.jpg");
    const { vault } = phone.page();
    await vault.signIn(words);
    expect((await vault.pocketOpen(CODE)).map(({ name }) => name)).toEqual(["Carte.jpg"]);
    await until(async () => (await vault.pocketOpen(CODE))[0]?.name === "Titre.jpg");
  });

  it("whose bytes were altered or exchanged isn't shown", async () => {
    const { phone, vault, folder, paper } = await withPocket("Remi");
    const { id } = await addSent(vault, { name: "b", type: "text/plain", bytes: scan(10, 1), folder });
    await vault.pocketAdd({ id, code: CODE });
    const keys = (await phone.names("pocket")) as string[];
    const piece = (of: string, number: string) => keys.find((key) => key.includes(`/${of}/`) && key.endsWith(number)) ?? "";
    const page = offline(phone).vault;
    await page.pocketOpen(CODE);
    await phone.exchange("pocket", piece(paper.id, "/0000"), piece(paper.id, "/0001"));
    await expect(page.pocketRead(paper.id)).rejects.toMatchObject({ code: "commitment" });
    await phone.exchange("pocket", piece(paper.id, "/about"), piece(id, "/about"));
    await expect(page.pocketRead(id)).rejects.toMatchObject({ code: "commitment" });
  });
});
