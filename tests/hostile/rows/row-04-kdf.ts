import { argon2id } from "hash-wasm";
import { expect, test } from "vitest";
import { concat, decode, encode, hashOf, uint16, utf8, type Bytes } from "../../../web/src/protocol/bytes";
import { WordsSecret } from "../../../web/src/protocol/account/words-slot";
import { Secret } from "../../../web/src/protocol/secret";
import type { Row } from "../harness/attack";
import type { Holder } from "../harness/holder";
import type { Scene } from "../harness/scene";
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
  },
};

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
