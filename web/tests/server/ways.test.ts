import { createHash, randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Vault } from "../../src/worker/vault";
import { serverForTests } from "./for-tests";
import { answerLost } from "./lost";
import { TestDevice, openedDevice } from "./test-device";

const PIN = "042517";

const server = serverForTests();

function elsewhere(): Vault {
  return new TestDevice(server.origin).page().vault;
}

async function kinds(vault: Vault): Promise<string[]> {
  return (await vault.waysIn()).ways.map(({ kind }) => kind);
}

/** An authenticator's answer, to be moved to the worker. */
function buffer(secret: Buffer): ArrayBuffer {
  return new Uint8Array(secret).buffer;
}

describe("the ways into a locker", () => {
  it("are listed with what is missing, and when each was used", async () => {
    const { vault, words } = await openedDevice(server.origin, "Nadia");
    const { ways, safe, missing } = await vault.waysIn();
    expect(safe).toBe(true);
    expect(missing).toEqual(["passkey", "pin"]);
    expect(ways.map(({ kind, used }) => [kind, used])).toEqual([
      ["words", undefined],
      ["card", undefined],
    ]);
    const other = elsewhere();
    await other.signIn(words);
    const hour = 3_600_000;
    expect((await other.waysIn()).ways[0]?.used).toBe(Math.floor(Date.now() / hour) * hour);
  });

  it("are never none of words and card", async () => {
    const { vault } = await openedDevice(server.origin, "Li");
    await vault.setPin(PIN);
    const { ways } = await vault.waysIn();
    const id = (kind: string) => ways.find((way) => way.kind === kind)?.id ?? "";
    await vault.removeWay(id("card"));
    await vault.removeWay(id("card"));
    expect(await kinds(vault)).toEqual(["words", "pin"]);
    await expect(vault.removeWay(id("words"))).rejects.toMatchObject({ code: "last_way_in" });
    expect((await vault.waysIn()).missing).toContain("card");
    await vault.newCard();
    await vault.removeWay(id("words"));
    expect(await kinds(vault)).toEqual(["card", "pin"]);
    expect((await vault.waysIn()).safe).toBe(true);
  });

  it("know the device by the name that its holder gives it", async () => {
    const { phone, vault } = await openedDevice(server.origin, "Sam");
    await vault.nameDevice("  Mon téléphone ");
    await vault.setPin(PIN);
    expect(await vault.sessions()).toMatchObject([{ current: true, name: "Mon téléphone" }]);
    const { vault: again, world } = phone.page();
    const named = new Promise<void>((resolve) => {
      world.between = async (path, request, send) => {
        const response = await send(request);
        if (path.endsWith("/session/name")) resolve();
        return response;
      };
    });
    await again.unlockWithPin(PIN);
    // The new session is called like the device, without anybody asking.
    await named;
    expect((await again.sessions()).map(({ name }) => name)).toEqual(["Mon téléphone", "Mon téléphone"]);
    const { ways } = await again.waysIn();
    expect(ways.find(({ kind }) => kind === "pin")).toMatchObject({ here: true, name: "Mon téléphone" });
    expect(JSON.stringify(world.sent.map(({ request }) => request.body))).not.toContain("léphone");
  });
});

describe("new words", () => {
  it("open, and the old ones don't", async () => {
    const { vault, words } = await openedDevice(server.origin, "Amadou");
    const made = await vault.newWords("fr");
    expect(made.words).toHaveLength(5);
    expect(made.card).toBeUndefined();
    await expect(elsewhere().signIn(words)).rejects.toMatchObject({ code: "sign_in_refused" });
    for (const typed of [made.words, made.numbers]) {
      const other = elsewhere();
      await other.signIn({ handle: made.handle, words: typed?.join(" ") ?? "", device: "mine" });
      await other.contents();
    }
    // The page that made them goes on.
    await vault.contents();
    expect(await kinds(vault)).toEqual(["words", "card"]);
  });

  it("are told once though the answer was lost", async () => {
    const { vault, world } = await openedDevice(server.origin, "Fatou");
    let lost = 0;
    const lose = answerLost("/account/ways");
    world.between = (path, request, send) => {
      if (path.endsWith("/account/ways")) lost += 1;
      return lost === 1 ? lose(path, request, send) : send(request);
    };
    const made = await vault.newWords("en");
    expect(lost).toBe(2);
    await elsewhere().signIn({ handle: made.handle, words: made.words?.join(" ") ?? "", device: "mine" });
  });

  it("aren't shown when the server keeps something else", async () => {
    const { vault, world } = await openedDevice(server.origin, "Ida");
    world.between = async (path, request, send) => {
      const response = await send(request);
      if (!path.endsWith("/account/ways")) return response;
      const answer = (await response.json()) as { slots: { kind: string; sealed: string }[] };
      const old = "A".repeat(20);
      return Response.json({ ...answer, slots: answer.slots.map((slot) => (slot.kind === "words" ? { ...slot, sealed: old } : slot)) });
    };
    await expect(vault.newWords("fr")).rejects.toMatchObject({ code: "length" });
  });
});

describe("a new card", () => {
  it("opens, and the old one doesn't", async () => {
    const { vault, card } = await withCard("Ana");
    const made = await vault.newCard();
    expect(made.words).toBeUndefined();
    expect(made.card?.groups).not.toEqual(card.groups);
    await expect(elsewhere().recover({ card: card.qr, device: "shared" })).rejects.toMatchObject({ code: "sign_in_refused" });
    await elsewhere().recover({ card: made.card?.groups.join(" ") ?? "", device: "shared" });
  });

  it("is made again on a keyring that another device has changed", async () => {
    const { vault, words } = await openedDevice(server.origin, "Omar");
    const other = elsewhere();
    await other.signIn(words);
    await other.newCard();
    const { card } = await vault.newCard();
    await elsewhere().recover({ card: card?.qr ?? "", device: "shared" });
  });
});

/** A locker whose card is known. */
async function withCard(name: string) {
  const phone = new TestDevice(server.origin);
  const { vault } = phone.page();
  const created = await vault.createLocker({ handle: await vault.prepareHandle(name), language: "fr", device: "mine" });
  return { phone, vault, card: created.card, words: created.words.join(" "), handle: created.handle };
}

describe("a way that is tested", () => {
  it("opens or doesn't, and nothing changes", async () => {
    const { vault, card, words } = await withCard("Ines");
    const other = await withCard("Paul");
    const secret = randomBytes(32);
    await vault.addPasskey({ first: buffer(secret), second: buffer(secret), name: "Clé" });
    const before = await vault.waysIn();
    expect(await vault.testWay({ kind: "words", secret: words })).toBe(true);
    expect(await vault.testWay({ kind: "words", secret: other.words })).toBe(false);
    expect(await vault.testWay({ kind: "card", secret: card.qr })).toBe(true);
    expect(await vault.testWay({ kind: "card", secret: card.groups.join(" ") })).toBe(true);
    expect(await vault.testWay({ kind: "card", secret: other.card.qr })).toBe(false);
    expect(await vault.testWay({ kind: "card", secret: other.card.groups.join(" ") })).toBe(false);
    expect(await vault.testWay({ kind: "passkey", secret: secret.toString("base64url") })).toBe(true);
    expect(await vault.testWay({ kind: "passkey", secret: randomBytes(32).toString("base64url") })).toBe(false);
    await expect(vault.testWay({ kind: "words", secret: "abaisser" })).rejects.toMatchObject({ code: "words_unknown" });
    expect(await vault.waysIn()).toEqual(before);
    expect(await vault.sessions()).toHaveLength(1);
  });

  it("that is a PIN counts its tries: with the last one the PIN goes, and the device's session", async () => {
    const { phone, vault } = await withCard("Zoe");
    await vault.setPin(PIN);
    expect(await vault.testWay({ kind: "pin", secret: PIN })).toBe(true);
    expect(await vault.sessions()).toHaveLength(1);
    for (let tries = 0; tries < 4; tries += 1) expect(await vault.testWay({ kind: "pin", secret: "111111" })).toBe(false);
    await expect(vault.testWay({ kind: "pin", secret: "111111" })).rejects.toMatchObject({ detail: { left: 0 } });
    await expect(vault.contents()).rejects.toMatchObject({ code: "no_session" });
    await expect(phone.page().vault.unlockWithPin(PIN)).rejects.toMatchObject({ detail: { left: 0 } });
  });
});

describe("a passkey", () => {
  it("opens by its answer, here and elsewhere, until it is removed", async () => {
    const { phone, vault } = await openedDevice(server.origin, "Mia");
    const secret = randomBytes(32);
    const [first, second] = [buffer(secret), buffer(secret)];
    await vault.addPasskey({ first, second, name: "Téléphone" });
    expect(new Uint8Array(first)).toEqual(new Uint8Array(32));
    expect(await vault.remembered()).toMatchObject({ passkey: true });
    for (const page of [phone.page().vault, elsewhere()]) {
      await page.unlockWithPasskey(buffer(secret), "shared");
      await page.contents();
    }
    const { ways } = await vault.waysIn();
    const passkey = ways.find(({ kind }) => kind === "passkey");
    expect(passkey?.name).toBe("Téléphone");
    await vault.removeWay(passkey?.id ?? "");
    await expect(elsewhere().unlockWithPasskey(buffer(secret), "mine")).rejects.toMatchObject({ code: "sign_in_refused" });
  });

  it("that answers twice differently is refused, and nothing is sent", async () => {
    const { vault, world } = await openedDevice(server.origin, "Noor");
    world.sent.length = 0;
    const adding = vault.addPasskey({ first: buffer(randomBytes(32)), second: buffer(randomBytes(32)), name: "x" });
    await expect(adding).rejects.toMatchObject({ code: "passkey_changes" });
    await expect(vault.addPasskey({ first: new ArrayBuffer(31), second: new ArrayBuffer(31), name: "x" })).rejects.toMatchObject({ code: "length" });
    expect(world.sent).toEqual([]);
    expect(await kinds(vault)).toEqual(["words", "card"]);
  });

  it("is asked for by what is public, the same before and after", async () => {
    const { vault } = await openedDevice(server.origin, "Eva");
    const open = await vault.passkeyRequest();
    const input = createHash("sha256").update(`armoire/1/passkey\n${server.origin}`).digest();
    expect(Buffer.from(open.input)).toEqual(input);
    expect(open.user.length).toBeGreaterThan(0);
    expect(open.name).toMatch(/^eva\d{4}$/);
    await vault.lock();
    expect(await vault.passkeyRequest()).toEqual({ input: open.input, user: new Uint8Array(0), name: "" });
  });
});
