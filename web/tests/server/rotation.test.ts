import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Loss } from "../../src/bridge/bridge";
import { readFrames } from "../../src/protocol/act/frame";
import type { Vault } from "../../src/worker/vault";
import { addSent } from "./add-sent";
import { serverForTests } from "./for-tests";
import { answerLost, requestLost } from "./lost";
import { TestDevice } from "./test-device";

const PIN = "042517";

const server = serverForTests();

function elsewhere(): Vault {
  return new TestDevice(server.origin).page().vault;
}

/** A locker with a paper, a PIN, a passkey, and another device that is signed in. */
async function inUse(name: string) {
  const phone = new TestDevice(server.origin);
  const { vault, world } = phone.page();
  const created = await vault.createLocker({ handle: await vault.prepareHandle(name), language: "fr", device: "mine" });
  const words = { handle: created.handle, words: created.words.join(" "), device: "mine" as const };
  const { id: folder } = await vault.createFolder({ name: "Santé", pictogram: "health" });
  const paper = await addSent(vault, { name: "a.txt", type: "text/plain", bytes: new ArrayBuffer(9), folder });
  await vault.setPin(PIN);
  const passkey = randomBytes(32);
  const answer = () => new Uint8Array(passkey).buffer;
  await vault.addPasskey({ first: answer(), second: answer(), name: "Clé" });
  const stolen = new TestDevice(server.origin).page().vault;
  await stolen.signIn(words);
  await stolen.setPin("111111");
  return { phone, vault, world, created, words, folder, paper, answer, stolen };
}

type InUse = Awaited<ReturnType<typeof inUse>>;

/** What every rotation ends, and what goes on. */
async function expectRotated({ phone, vault, folder, paper, answer, stolen }: InUse): Promise<void> {
  await expect(stolen.contents()).rejects.toMatchObject({ code: "no_session" });
  await stolen.lock();
  await expect(stolen.unlockWithPin("111111")).rejects.toMatchObject({ code: "sign_in_refused", detail: { left: 0 } });
  await expect(phone.page().vault.unlockWithPin(PIN)).rejects.toMatchObject({ code: "sign_in_refused", detail: { left: 0 } });
  expect(await phone.keyNames()).toEqual(["device"]);
  await expect(elsewhere().unlockWithPasskey(answer(), "mine")).rejects.toMatchObject({ code: "sign_in_refused" });
  // The page that asked for it goes on, and writes under new keys.
  expect((await vault.contents()).documents).toEqual([paper]);
  expect((await vault.open(paper.id)).bytes.byteLength).toBe(9);
  await addSent(vault, { name: "b.txt", type: "text/plain", bytes: new ArrayBuffer(3), folder });
  expect(await vault.sessions()).toHaveLength(1);
}

async function opensAgain(vault: Vault): Promise<void> {
  expect((await vault.contents()).documents.map(({ name }) => name)).toEqual(["a.txt", "b.txt"]);
}

describe("after a loss", () => {
  it("of the phone: words and card stay, everything else ends", async () => {
    const used = await inUse("Nadia");
    expect(await used.vault.rotate("stolen", "fr")).toEqual({ handle: used.created.handle });
    await expectRotated(used);
    const byWords = elsewhere();
    await byWords.signIn(used.words);
    await opensAgain(byWords);
    const byCard = elsewhere();
    await byCard.recover({ card: used.created.card.qr, device: "shared" });
    await opensAgain(byCard);
  });

  it("of the words: they are new, and the card stays", async () => {
    const used = await inUse("Amadou");
    const made = await used.vault.rotate("wordsKnown", "en");
    expect(made.card).toBeUndefined();
    await expectRotated(used);
    await expect(elsewhere().signIn(used.words)).rejects.toMatchObject({ code: "sign_in_refused" });
    const byWords = elsewhere();
    await byWords.signIn({ handle: made.handle, words: made.words?.join(" ") ?? "", device: "shared" });
    await opensAgain(byWords);
    await elsewhere().recover({ card: used.created.card.groups.join(" "), device: "shared" });
  });

  it("of the card: it is new, and the words stay", async () => {
    const used = await inUse("Li");
    const made = await used.vault.rotate("cardKnown", "fr");
    expect(made.words).toBeUndefined();
    await expectRotated(used);
    await expect(elsewhere().recover({ card: used.created.card.qr, device: "shared" })).rejects.toMatchObject({ code: "sign_in_refused" });
    await elsewhere().signIn(used.words);
    await elsewhere().recover({ card: made.card?.qr ?? "", device: "shared" });
  });

  it("of the PIN: a new one, and nothing else changes", async () => {
    const { phone, vault, stolen } = await inUse("Sam");
    await vault.setPin("333333");
    await phone.page().vault.unlockWithPin("333333");
    await stolen.contents();
  });
});

describe("a page that was opened with a PIN", () => {
  async function byPin(name: string) {
    const used = await inUse(name);
    const { vault } = used.phone.page();
    await vault.unlockWithPin(PIN);
    return { ...used, vault };
  }

  it("doesn't know the words: new ones are made where the card stays", async () => {
    const { vault, words, created } = await byPin("Ines");
    const made = await vault.rotate("stolen", "fr");
    expect(made.words).toHaveLength(5);
    await expect(elsewhere().signIn(words)).rejects.toMatchObject({ code: "sign_in_refused" });
    await elsewhere().signIn({ handle: made.handle, words: made.words?.join(" ") ?? "", device: "shared" });
    await elsewhere().recover({ card: created.card.qr, device: "shared" });
  });

  it("keeps them once they were typed", async () => {
    const { vault, words } = await byPin("Paul");
    await vault.testWay({ kind: "words", secret: words.words });
    expect(await vault.rotate("stolen", "fr")).toEqual({ handle: words.handle });
    await elsewhere().signIn(words);
  });

  it("never replaces both ways before one of them was shown", async () => {
    const { vault, words } = await byPin("Zoe");
    await expect(vault.rotate("cardKnown", "fr")).rejects.toMatchObject({ code: "words_first" });
    await elsewhere().signIn(words);
    const shown = await vault.newWords("fr");
    const made = await vault.rotate("cardKnown", "fr");
    expect(made.words).toBeUndefined();
    await elsewhere().signIn({ handle: made.handle, words: shown.words?.join(" ") ?? "", device: "shared" });
    await elsewhere().recover({ card: made.card?.qr ?? "", device: "shared" });
  });
});

describe("words that another device has replaced", () => {
  it("aren't brought back by one that still knows them", async () => {
    const { vault, words } = await inUse("Omar");
    const other = elsewhere();
    await other.signIn(words);
    const shown = await other.newWords("fr");
    const made = await vault.rotate("stolen", "fr");
    expect(made.words).toHaveLength(5);
    for (const old of [words.words, shown.words?.join(" ") ?? ""]) {
      await expect(elsewhere().signIn({ ...words, words: old })).rejects.toMatchObject({ code: "sign_in_refused" });
    }
  });
});

describe("a rotation that is cut", () => {
  it.each<Loss>(["stolen", "wordsKnown", "cardKnown"])("after it was done (%s) is known to be done", async (cause) => {
    const used = await inUse("Ana");
    used.world.between = answerLost("/account/rotation");
    const made = await used.vault.rotate(cause, "fr");
    await expectRotated(used);
    const words = made.words?.join(" ") ?? used.words.words;
    await elsewhere().signIn({ ...used.words, words });
    await elsewhere().recover({ card: made.card?.qr ?? used.created.card.qr, device: "shared" });
  });

  it("before it was done changes nothing", async () => {
    const used = await inUse("Fatou");
    used.world.between = requestLost("/account/rotation");
    await expect(used.vault.rotate("wordsKnown", "fr")).rejects.toMatchObject({ code: "network" });
    const page = used.phone.page().vault;
    await page.unlockWithPin(PIN);
    await elsewhere().signIn(used.words);
    expect((await page.contents()).documents).toEqual([used.paper]);
  });

  it("right after it was done still shows what it made", async () => {
    const used = await inUse("Mia");
    let done = false;
    used.world.between = async (path, request, send) => {
      if (done) throw new TypeError("lost");
      const response = await send(request);
      done = path.endsWith("/account/rotation");
      return response;
    };
    const events: string[] = [];
    used.vault.watch((event) => {
      if (event.kind === "closed") events.push(event.code);
    });
    const made = await used.vault.rotate("wordsKnown", "fr");
    expect(events).toEqual(["network"]);
    await elsewhere().signIn({ handle: made.handle, words: made.words?.join(" ") ?? "", device: "shared" });
  });
});

describe("a rotation", () => {
  it("fetches nothing of the log but what is new, and no paper", async () => {
    const { phone, vault, world, folder, words } = await inUse("Remi");
    for (let number = 0; number < 10; number += 1) await vault.createFolder({ name: String(number), pictogram: "1" });
    await addSent(vault, { name: "b", type: "text/plain", bytes: new ArrayBuffer(2_000_000), folder });
    let received = 0;
    world.between = async (path, request, send) => {
      const response = await send(request);
      expect(path).not.toContain("/objects/");
      if (/\/(living|acts)/.test(path)) received += readFrames(new Uint8Array(await response.clone().arrayBuffer()), 2000).length;
      return response;
    };
    await vault.rotate("stolen", "fr");
    // Its head before, and its own two acts.
    expect(received).toBe(3);
    await vault.lock();
    await phone.page().vault.signIn(words);
  });
});

describe("a page that hears the server", () => {
  it("stays open through its own rotation, though its session ends; the others close", async () => {
    const used = await inUse("Noor");
    // The page that leads hears; here it is the next one.
    await used.vault.lock();
    const closed: string[] = [];
    const page = used.phone.page();
    page.world.hears();
    page.vault.watch((event) => {
      if (event.kind === "closed") closed.push("own");
    });
    await page.vault.signIn(used.words);
    await page.world.hearing();
    const other = new TestDevice(server.origin).page();
    other.world.hears();
    const ended = new Promise<void>((resolve) => {
      other.vault.watch((event) => {
        if (event.kind === "closed") resolve();
      });
    });
    await other.vault.signIn(used.words);
    await other.world.hearing();
    await page.vault.rotate("stolen", "fr");
    await ended;
    await page.vault.contents();
    expect(closed).toEqual([]);
    await page.vault.lock();
  });
});

describe("while another device writes", () => {
  it("the rotation is made on what that one has written", async () => {
    const used = await inUse("Ida");
    let written = false;
    used.world.between = async (path, request, send) => {
      if (path.endsWith("/account/rotation") && !written) {
        written = true;
        await used.stolen.rename(used.paper.id, "c.txt");
      }
      return send(request);
    };
    await used.vault.rotate("stolen", "fr");
    expect((await used.vault.contents()).documents.map(({ name }) => name)).toEqual(["c.txt"]);
  });
});

describe("a server that keeps another card's slot than was sealed", () => {
  it("is found out", async () => {
    const used = await inUse("Kim");
    const old = await used.vault.waysIn();
    expect(old.ways).toHaveLength(5);
    used.world.between = async (path, request, send) => {
      const response = await send(request);
      if (!path.endsWith("/account/rotation")) return response;
      const answer = (await response.json()) as { slots: { kind: string; sealed: string }[] };
      const slots = answer.slots.map((slot) => (slot.kind === "card" ? { ...slot, sealed: `${slot.sealed.slice(0, -4)}AAAA` } : slot));
      return Response.json({ ...answer, slots });
    };
    await expect(used.vault.rotate("stolen", "fr")).rejects.toMatchObject({ code: "slot" });
  });
});
