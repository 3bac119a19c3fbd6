import { expect, test } from "vitest";
import { openCardSlot } from "../../../web/src/protocol/account/card-slot";
import { decode, encode, utf8, type Text64 } from "../../../web/src/protocol/bytes";
import type { Fields } from "../../../web/src/protocol/canonical";
import { randomBytes } from "../../../web/src/protocol/hazmat/random";
import { randomId, type Id } from "../../../web/src/protocol/id";
import type { Row } from "../harness/attack";
import type { OwnDevice } from "../harness/outcome";
import { DEVICE } from "../harness/own";
import type { Asked, Tamper } from "../harness/proxy";
import { Holder } from "../harness/holder";
import { apart, type Scene } from "../harness/scene";
import { changeJson } from "../harness/tampers";
import { WebVault } from "../harness/web-vault";
import { clientIn } from "./row-04-kdf";
import { byCard } from "./server-row-21-old-ways";

/** What a sign-in was answered with before something was changed. */
type Former = Pick<Fields, "slot"> & Partial<Pick<Fields, "keyring" | "pepper">>;

export const row21: Row = {
  number: 21,
  attacks: [
    {
      name: "the old words' slot and the old keyring, to the device that made new words and changed every key",
      // The keyring is held against today's cards first.
      code: "card",
      apart: true,
      own: async (device) => {
        await done(device.rotate("words"));
        return device.signInAgain();
      },
      tamper: async (scene) => [servesAgain(former(scene), await byCard(scene.holder))],
    },
    {
      name: "the old words' slot beside today's keyring, to a new device",
      code: "commitment",
      apart: true,
      tamper: async (scene) => {
        const { slot } = former(scene);
        await rotated(scene);
        return [servesAgain({ slot }, await byCard(scene.holder))];
      },
    },
    {
      name: "the old words' slot and the old keyring beside today's cards, to a new device",
      code: "card",
      apart: true,
      tamper: async (scene) => {
        const before = former(scene);
        await rotated(scene);
        return [servesAgain(before, await byCard(scene.holder))];
      },
    },
    {
      name: "the old PIN's slot, pepper and keyring beside today's cards, to a device that was away while every key was changed",
      code: "card",
      apart: true,
      by: "pin",
      own: (device) => device.signInAgain(),
      tamper: async (scene) => {
        const before = lastAnswer(scene);
        await rotated(scene);
        return [servesAgain(before, await byCard(scene.holder))];
      },
    },
    {
      name: "the old PIN's slot and pepper beside today's keyring, to a device that was away while every key was changed",
      code: "commitment",
      apart: true,
      by: "pin",
      own: (device) => device.signInAgain(),
      tamper: async (scene) => {
        const { slot, pepper } = lastAnswer(scene);
        await rotated(scene);
        return [servesAgain({ slot, pepper }, await byCard(scene.holder))];
      },
    },
    {
      name: "the keyring from before a new card, to the device that made the card",
      code: "rolled_back",
      apart: true,
      own: async (device) => {
        await done(device.newCard());
        return device.signInAgain();
      },
      tamper: ({ insider: { session } }) => [
        changeJson("POST /session", (served) => ({ ...served, keyring: { version: session.keyring.version, sealed: encode(session.keyring.sealed) } })),
      ],
    },
    {
      name: "a PIN that was removed and still stands in the list that answers",
      code: "slot",
      apart: true,
      by: "pin",
      own: async (device) => {
        const { ways } = JSON.parse((await device.waysIn()).shown) as { ways: { id: string; kind: string }[] };
        return device.removeWay(ways.find(({ kind }) => kind === "pin")?.id ?? "");
      },
      tamper: () => [changeJson("POST /account/ways", ({ slots }, { body }) => ({ slots: [...(slots as Fields[]), ...removedBy(body)] }))],
    },
  ],
  tests: (name, scene, client) => {
    test(name("a way in of the server's own is listed, without the name of another"), async () => {
      const { proxy } = scene();
      const device = await clientIn(scene(), client()).own("pin");
      const id = randomId();
      proxy.play([
        changeJson("GET /slots", (listed) => {
          const slots = listed["slots"] as Fields[];
          const name = slots.find(({ kind }) => kind === "device")?.["name"];
          expect(name, "the name that is copied").toBeDefined();
          return { slots: [...slots, { id, kind: "passkey", sealed: encode(randomBytes(113)), created: Date.now(), name }] };
        }),
      ]);
      const { code, shown } = await device.waysIn();
      expect(code).toBeUndefined();
      const { ways } = JSON.parse(shown) as { ways: { id: string; name?: string }[] };
      expect(ways.find((way) => way.id === id)).toMatchObject({ kind: "passkey" });
      expect(ways.find((way) => way.id === id)?.name).toBeUndefined();
      expect(ways.some((way) => way.name === DEVICE), "the holder's own name, where it belongs").toBe(true);
    });

    test(name("a way in that the server hides is called missing"), async () => {
      const { proxy } = scene();
      const device = await clientIn(scene(), client()).own("words");
      proxy.play([changeJson("GET /slots", (listed) => ({ slots: (listed["slots"] as Fields[]).filter(({ kind }) => kind !== "card") }))]);
      const { missing } = JSON.parse((await device.waysIn()).shown) as { missing: string[] };
      expect(missing).toContain("card");
    });

    test(name("words that another device has replaced aren't kept when every key is changed"), async () => {
      const own = await apart(scene());
      const { proxy, holder } = own;
      const device = await clientIn(own, client()).own("words");
      const { words: made } = JSON.parse((await (await own.webVault.own("words")).newWords()).shown) as { words: string[] };
      proxy.play([]);
      const { code, shown } = await device.rotate("phone");
      // The command line is told the words, says that they aren't this locker's, and changes nothing; the browser makes new ones.
      expect(["words_other", undefined]).toContain(code);
      const { words = made } = shown === "" ? {} : (JSON.parse(shown) as { words?: string[] });
      const arrive = (by: string[]) => new WebVault(proxy.origin, new Holder(holder.handle, by, holder.card.split(" "))).arrive();
      expect((await arrive(holder.words.split(" "))).code, "by the words that were replaced").toBe("sign_in_refused");
      expect((await arrive(words)).code, "by those that were shown last").toBeUndefined();
    });

    test(name("a card of the server's own in the list gets no key when every key is changed"), async () => {
      const own = await apart(scene());
      const { proxy, insider, holder } = own;
      const device = await clientIn(own, client()).own("words");
      const foreign = randomId();
      proxy.play([
        changeJson("GET /slots", (listed) => {
          const slots = listed["slots"] as Fields[];
          return { slots: [{ ...slots.find(({ kind }) => kind === "card"), id: foreign }, ...slots.filter(({ kind }) => kind !== "card")] };
        }),
      ]);
      await device.rotate("phone");
      const [rotation] = proxy.record.filter(({ method, path }) => method === "POST" && path === "/api/v1/account/rotation");
      const { keep = [] } = JSON.parse(new TextDecoder().decode(rotation?.body)) as { keep?: { id: Id; sealed: Text64 }[] };
      const cards = keep.filter(({ id }) => id === foreign);
      expect(cards).toHaveLength(1);
      // To the recipient that the keyring keeps: the holder's paper alone opens it.
      for (const { id, sealed } of cards) await openCardSlot(holder.recovery, insider.account, id, decode(sealed));
    });
  },
};

/** What a change removed, as a server would list it that keeps it. */
function removedBy(change: Uint8Array): Fields[] {
  const { remove } = JSON.parse(new TextDecoder().decode(change)) as { remove: Id[] };
  return remove.map((id) => ({ id, kind: "device", sealed: encode(randomBytes(113)), created: Date.now() }));
}

async function done(change: ReturnType<OwnDevice["rotate"]>): Promise<void> {
  const { code } = await change;
  if (code !== undefined) throw new Error(`the honest change was refused: ${code}`);
}

/** The holder changes every key on another device, and makes new words. */
async function rotated({ webVault }: Scene): Promise<void> {
  await done((await webVault.own("words")).rotate("words"));
}

/** As it was when the scene was opened. */
function former({ insider: { session } }: Scene): Former {
  const { slot, keyring } = session;
  return { slot: { ...slot, sealed: encode(slot.sealed) }, keyring: { version: keyring.version, sealed: encode(keyring.sealed) } };
}

/** What the newest sign-in was answered with. */
function lastAnswer({ proxy }: Scene): Former {
  const last = proxy.record.filter(({ method, path }) => method === "POST" && path === "/api/v1/session").at(-1);
  return JSON.parse(new TextDecoder().decode(last?.answer.body as Uint8Array)) as Former;
}

/** Lets anybody in, in a session that lives, and gives parts of an earlier answer. */
function servesAgain(before: Former, proof: Record<string, unknown>): Tamper {
  const body = utf8(JSON.stringify(proof));
  const send = (asked: Asked): Asked => ({ ...asked, headers: { ...asked.headers, "content-length": String(body.length) }, body });
  return { ...changeJson("POST /session", (served) => ({ ...served, ...before })), send };
}
