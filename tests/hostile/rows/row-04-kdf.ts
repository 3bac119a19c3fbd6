import { argon2id } from "hash-wasm";
import { expect, test } from "vitest";
import { DeviceSecret } from "../../../web/src/protocol/account/device-slot";
import { readPin } from "../../../web/src/protocol/account/digits";
import { concat, decode, encode, hashOf, uint16, utf8, type Bytes, type Text64 } from "../../../web/src/protocol/bytes";
import type { Fields } from "../../../web/src/protocol/canonical";
import type { Id } from "../../../web/src/protocol/id";
import { WordsSecret } from "../../../web/src/protocol/account/words-slot";
import { Secret } from "../../../web/src/protocol/secret";
import { clientOf, type Row } from "../harness/attack";
import { Holder } from "../harness/holder";
import type { OwnClient } from "../harness/outcome";
import { apart, type Scene } from "../harness/scene";
import { changeJson, serveSlot } from "../harness/tampers";

const weak = { memory: 8, passes: 1, lanes: 1, memorySize: 8, iterations: 1, m: 8, t: 1, p: 1 };
const named = { kdf: weak, profile: weak, argon2: weak, salt: "AAAA", suite: 0 };

export const row04: Row = {
  number: 4,
  attacks: [
    {
      name: "a slot sealed under a weaker profile",
      code: "commitment",
      tamper: async ({ insider: { account, accountKey, session }, holder, proxy }) => {
        const secret = await weakSecret(holder, proxy.origin);
        return [serveSlot(await secret.sealSlot(account, session.slot.id, accountKey))];
      },
    },
    {
      name: "a pepper of the server's choosing, to who opens by PIN",
      code: "commitment",
      by: "pin",
      own: (device) => device.signInAgain(),
      tamper: () => [changeJson("POST /session", (session) => ({ ...session, pepper: encode(new Uint8Array(32)) }))],
    },
    {
      name: "no pepper, to who opens by PIN",
      code: { commandLine: "length", web: "malformed" },
      by: "pin",
      own: (device) => device.signInAgain(),
      tamper: () => [changeJson("POST /session", ({ pepper: _, ...session }) => session)],
    },
  ],
  tests: (name, scene, client) => {
    test(name("a profile and a salt that the server names are ignored"), async () => {
      const { proxy, holder } = scene();
      proxy.play([
        changeJson("GET /server", (server) => ({ ...server, ...named })),
        changeJson("POST /session", (session) => ({ ...named, ...session, slot: { ...named, ...(session["slot"] as object) } })),
      ]);
      expect((await client().arrive()).code).toBeUndefined();
      expect(authsSent(scene())).toEqual([encode((await (await ourSecret(holder, proxy.origin)).auth()).exposeBytes())]);
    });

    test(name("new words are derived under the one profile, whatever the server names"), async () => {
      const own = await apart(scene());
      const { proxy, holder } = own;
      const device = await clientIn(own, client()).own("words");
      proxy.play([changeJson("GET /server", (server) => ({ ...server, ...named })), changeJson("GET /slots", (slots) => ({ ...named, ...slots }))]);
      const { code, shown } = await device.newWords();
      expect(code).toBeUndefined();
      const { words } = JSON.parse(shown) as { words: string | string[] };
      const newer = new Holder(holder.handle, typeof words === "string" ? words.split(" ") : words, holder.card.split(" "));
      const ours = hashOf((await (await ourSecret(newer, proxy.origin)).auth()).exposeBytes());
      expect(slotsSent(own).map(({ verifier }) => verifier)).toEqual([ours]);
    });

    test(name("the server learns nothing of a PIN by which it could try PINs alone, though it chooses the pepper"), async () => {
      const own = scene();
      const { proxy } = own;
      const one = clientIn(own, client());
      const devices = [await one.own("words"), await one.own("words")];
      // The same pepper for both, which the honest server keeps by its nonce: what differs isn't the server's doing.
      let chosen: Fields | undefined;
      proxy.play([changeJson("POST /account/pepper", (made) => (chosen ??= made))]);
      for (const device of devices) expect((await device.setPin(SAME)).code).toBeUndefined();
      const sent = slotsSent(own).filter(({ kind }) => kind === "device");
      expect(sent).toHaveLength(2);
      const all = proxy.record.map(({ body }) => new TextDecoder().decode(body)).join("\n");
      expect(all.includes(SAME), "the PIN itself").toBe(false);
      for (const key of ["find", "verifier", "sealed"] as const) expect(sent[0]?.[key], `${key} of two devices with one PIN`).not.toBe(sent[1]?.[key]);
      const pepper = decode(chosen?.["pepper"] as Text64);
      for (const { id, find, verifier, sealed } of sent) {
        for (const known of [pepper, decode(find), decode(verifier), new Uint8Array(32)]) {
          const guess = new DeviceSecret(new Secret(known));
          expect(hashOf((await guess.proof(readPin(SAME))).exposeBytes()), "a proof made without the device").not.toBe(verifier);
          const opened = guess.openSlot(readPin(SAME), new Secret(pepper), own.insider.account, id, decode(sealed));
          await expect(opened, "a slot opened without the device").rejects.toMatchObject({ code: "commitment" });
        }
      }
    });
  },
};

/** On two devices. */
const SAME = "730294";

interface Sent {
  id: Id;
  kind: string;
  find: Text64;
  verifier: Text64;
  sealed: Text64;
}

/** Ways in that clients made. */
export function slotsSent({ proxy }: Scene): Sent[] {
  const changes = proxy.record.filter(({ method, path }) => method === "POST" && path === "/api/v1/account/ways");
  return changes.flatMap(({ body }) => (JSON.parse(new TextDecoder().decode(body)) as { add: Sent[] }).add);
}

export function clientIn(scene: Scene, { name }: { name: string }): OwnClient {
  return clientOf(scene, name);
}

/** What clients proved to know at sign-in. */
export function authsSent({ proxy }: Scene): unknown[] {
  const signIns = proxy.record.filter(({ method, path }) => method === "POST" && path === "/api/v1/session");
  return signIns.map(({ body }) => (JSON.parse(new TextDecoder().decode(body)) as { auth: unknown }).auth);
}

/** What the words give under the one profile of suite 1 (§5), written out here once more. */
function ourSecret(holder: Holder, origin: string): Promise<WordsSecret> {
  return secretUnder(holder, origin, { memorySize: 32 * 1024, iterations: 4, parallelism: 1 });
}

/** What the words would give under a profile that can be searched in minutes. */
function weakSecret(holder: Holder, origin: string): Promise<WordsSecret> {
  return secretUnder(holder, origin, { memorySize: 8, iterations: 1, parallelism: 1 });
}

async function secretUnder(holder: Holder, origin: string, profile: { memorySize: number; iterations: number; parallelism: number }): Promise<WordsSecret> {
  const salt = decode(hashOf(utf8(`armoire/1/salt\n${origin}\n${holder.handle}`)));
  const password = concat(...holder.indexes.map(uint16));
  const hash = await argon2id({ password, salt, ...profile, hashLength: 32, outputType: "binary" });
  return new WordsSecret(new Secret(hash as Bytes));
}
