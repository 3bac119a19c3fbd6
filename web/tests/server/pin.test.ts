import { describe, expect, it } from "vitest";
import type { Vault } from "../../src/worker/vault";
import { addSent } from "./add-sent";
import { serverForTests } from "./for-tests";
import { answerLost, requestLost } from "./lost";
import { openedDevice } from "./test-device";

const PIN = "042517";
const WRONG = "111111";

const server = serverForTests();

/** A locker open on a phone that has a PIN. */
async function withPin(name: string) {
  const opened = await openedDevice(server.origin, name);
  await opened.vault.setPin(PIN);
  return opened;
}

async function leftAfter(vault: Vault, pin: string): Promise<unknown> {
  const error: unknown = await vault.unlockWithPin(pin).catch((reason: unknown) => reason);
  expect(error).toMatchObject({ code: "sign_in_refused" });
  return (error as { detail?: Record<string, unknown> }).detail?.["left"];
}

describe("a PIN", () => {
  it("opens the locker after a reboot, with everything that words open", async () => {
    const { phone, vault, folder } = await withPin("Nadia");
    const kept = await addSent(vault, { name: "a.txt", type: "text/plain", bytes: new ArrayBuffer(9), folder });
    const { vault: again } = phone.page();
    expect(await again.remembered()).toMatchObject({ pin: true });
    await again.unlockWithPin(PIN);
    expect((await again.contents()).documents).toEqual([kept]);
    expect((await again.open(kept.id)).bytes.byteLength).toBe(9);
    await addSent(again, { name: "b.txt", type: "text/plain", bytes: new ArrayBuffer(3), folder });
    expect((await again.waysIn()).ways.map(({ kind, here }) => [kind, here])).toEqual([
      ["words", false],
      ["card", false],
      ["pin", true],
    ]);
  });

  it("is gone after five wrong tries, whatever is closed in between; words open as ever", async () => {
    const { phone, words } = await withPin("Amadou");
    const first = phone.page().vault;
    expect(await leftAfter(first, WRONG)).toBe(4);
    expect(await leftAfter(first, WRONG)).toBe(3);
    const second = phone.page().vault;
    expect(await leftAfter(second, WRONG)).toBe(2);
    expect(await leftAfter(phone.page().vault, WRONG)).toBe(1);
    expect(await leftAfter(phone.page().vault, WRONG)).toBe(0);
    const { vault } = phone.page();
    expect(await leftAfter(vault, PIN)).toBe(0);
    expect(await vault.remembered()).not.toHaveProperty("pin");
    await vault.signIn(words);
    expect((await vault.waysIn()).missing).toContain("pin");
    await vault.setPin(PIN);
    await phone.page().vault.unlockWithPin(PIN);
  });

  it("has five tries for two pages together that try at once", async () => {
    const { phone } = await withPin("Li");
    const pages = [phone.page().vault, phone.page().vault];
    const left = await Promise.all([0, 1, 0, 1, 0, 1].map((page) => leftAfter(pages[page] ?? phone.page().vault, WRONG)));
    expect(left.sort()).toEqual([0, 0, 1, 2, 3, 4]);
    expect(await leftAfter(phone.page().vault, PIN)).toBe(0);
  });

  it("that is right gives all tries back", async () => {
    const { phone } = await withPin("Fatou");
    const { vault } = phone.page();
    for (const left of [4, 3, 2, 1]) expect(await leftAfter(vault, WRONG)).toBe(left);
    await vault.unlockWithPin(PIN);
    expect(await leftAfter(phone.page().vault, WRONG)).toBe(4);
  });

  it("replaces the one before", async () => {
    const { phone, vault } = await withPin("Sam");
    await vault.setPin("987654");
    expect((await vault.waysIn()).ways.filter(({ kind }) => kind === "pin")).toHaveLength(1);
    expect(await leftAfter(phone.page().vault, PIN)).toBe(4);
    await phone.page().vault.unlockWithPin("987654");
  });

  it("is six digits, and belongs to a device of one's own", async () => {
    const { phone, vault, world, words } = await openedDevice(server.origin, "Ana");
    world.sent.length = 0;
    for (const typed of ["12345", "1234567", "12345a", "", "１２３４５６"]) {
      await expect(vault.setPin(typed)).rejects.toMatchObject({ code: "digits" });
    }
    expect(world.sent).toEqual([]);
    const shared = phone.page().vault;
    await shared.signIn({ ...words, device: "shared" });
    await expect(shared.setPin(PIN)).rejects.toMatchObject({ code: "shared_device" });
    expect((await shared.waysIn()).missing).not.toContain("pin");
  });

  it("opens nothing on another phone, nor for another locker on this one", async () => {
    const { phone } = await withPin("Ines");
    const other = await openedDevice(server.origin, "Paul");
    expect(await leftAfter(other.phone.page().vault, PIN)).toBe(0);
    const { vault } = phone.page();
    await vault.signIn(other.words);
    await vault.lock();
    expect(await vault.remembered()).not.toHaveProperty("pin");
    expect(await leftAfter(vault, PIN)).toBe(0);
  });

  it("leaves with the session: nothing of it is on the device or the server", async () => {
    const { phone, vault, words } = await withPin("Zoe");
    await vault.signOut();
    expect(await phone.keyNames()).toEqual(["device"]);
    const { vault: again } = phone.page();
    expect(await leftAfter(again, PIN)).toBe(0);
    await again.signIn(words);
    expect((await again.waysIn()).ways.map(({ kind }) => kind)).toEqual(["words", "card"]);
  });

  it("goes where its holder says that the phone isn't theirs", async () => {
    const { phone, words } = await withPin("Ida");
    await phone.page().vault.signIn({ ...words, device: "shared" });
    expect(await phone.keyNames()).toEqual(["device"]);
  });

  it("keeps its part on the device where no code can read it", async () => {
    const { phone } = await withPin("Omar");
    const keys = await phone.keys();
    expect(keys).toHaveLength(2);
    for (const key of keys) await expect(crypto.subtle.exportKey("raw", key)).rejects.toThrow();
  });
});

describe("a PIN whose making was cut", () => {
  it.each([
    ["before it was made", requestLost, PIN, "987654"],
    ["after it was made", answerLost, "987654", PIN],
  ])("%s: the one that stands opens", async (_when, lose, right, wrong) => {
    const { phone, vault, world } = await withPin("Mia");
    world.between = lose("/account/ways");
    await expect(vault.setPin("987654")).rejects.toMatchObject({ code: "network" });
    const { vault: again } = phone.page();
    expect(await leftAfter(again, wrong)).toBe(4);
    await again.unlockWithPin(right);
    expect(await phone.keyNames()).toHaveLength(2);
  });
});

describe("a server that lies", () => {
  it("about a pepper opens nothing", async () => {
    const { phone } = await withPin("Noor");
    const { vault, world } = phone.page();
    world.between = async (path, request, send) => {
      const response = await send(request);
      if (!path.endsWith("/session")) return response;
      const answer = (await response.json()) as object;
      return Response.json({ ...answer, pepper: "A".repeat(43) });
    };
    await expect(vault.unlockWithPin(PIN)).rejects.toMatchObject({ code: "commitment" });
    await expect(vault.contents()).rejects.toMatchObject({ code: "locked" });
  });

  it("about the slot that it keeps is found out before the PIN is trusted", async () => {
    const { phone, vault, world } = await openedDevice(server.origin, "Remi");
    world.between = async (path, request, send) => {
      const response = await send(request);
      if (!path.endsWith("/account/ways")) return response;
      const answer = (await response.json()) as { slots: { kind: string; sealed: string }[] };
      const slots = answer.slots.map((slot) => (slot.kind === "device" ? { ...slot, sealed: `${slot.sealed.slice(0, -4)}AAAA` } : slot));
      return Response.json({ ...answer, slots });
    };
    await expect(vault.setPin(PIN)).rejects.toMatchObject({ code: "tampered" });
    expect(await phone.keyNames()).toEqual(["device"]);
  });

  it("and doesn't count leaves the PIN where it is", async () => {
    const { phone } = await withPin("Eva");
    const { vault, world } = phone.page();
    world.between = () => Promise.resolve(Response.json({ code: "sign_in_refused" }, { status: 401 }));
    await expect(vault.unlockWithPin(PIN)).rejects.toMatchObject({ code: "sign_in_refused" });
    await phone.page().vault.unlockWithPin(PIN);
  });
});

describe("storage that the browser cleared", () => {
  it("says nothing of a PIN, and words open as ever", async () => {
    const { phone, words } = await withPin("Kim");
    phone.clear();
    const { vault } = phone.page();
    expect(await vault.remembered()).toEqual({ waiting: 0, keeps: true });
    expect(await leftAfter(vault, PIN)).toBe(0);
    await vault.signIn(words);
    const { ways, missing } = await vault.waysIn();
    expect(missing).toContain("pin");
    // The old one opens nothing any more: it can be removed.
    await vault.removeWay(ways.find(({ kind }) => kind === "pin")?.id ?? "");
    expect((await vault.waysIn()).ways.map(({ kind }) => kind)).toEqual(["words", "card"]);
  });
});
