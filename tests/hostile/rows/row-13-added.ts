import { expect, test } from "vitest";
import { firstCard } from "../../../web/src/protocol/account/card";
import { signAct, type Act } from "../../../web/src/protocol/act/act";
import type { Body } from "../../../web/src/protocol/act/body";
import { encode, hashOf } from "../../../web/src/protocol/bytes";
import { accountId, randomId } from "../../../web/src/protocol/id";
import { randomKey } from "../../../web/src/protocol/locker/keys";
import { sealLabel } from "../../../web/src/protocol/locker/label";
import { sealPayload } from "../../../web/src/protocol/locker/payload";
import { randomSalt } from "../../../web/src/protocol/salt";
import type { Secret } from "../../../web/src/protocol/secret";
import { publicKeyOf } from "../../../web/src/protocol/sign";
import { Identity } from "../../../web/src/protocol/to";
import type { Row } from "../harness/attack";
import type { Insider } from "../harness/insider";
import { apart, papers, type Scene } from "../harness/scene";
import { serveLog, serveLogOn } from "../harness/tampers";

export const row13: Row = {
  number: 13,
  attacks: [
    {
      name: "a document added under another key, in the holder's name, to a new device",
      code: "signature",
      tamper: async ({ insider }) => serveLog([...insider.acts, await addedDocument(insider, randomKey())]),
    },
    {
      name: "a document added under another key, in the holder's name, to the same device",
      code: "signature",
      device: (device) => device.list(),
      tamper: async ({ insider }) => serveLogOn([...insider.acts, await addedDocument(insider, randomKey())]),
    },
    {
      name: "a document added by nobody that the server knows",
      code: "author",
      tamper: async ({ insider }) => serveLog([...insider.acts, await addedByNobody(insider)]),
    },
    {
      name: "a document added by nobody that the server knows, to the same device",
      code: "author",
      device: (device) => device.list(),
      tamper: async ({ insider }) => serveLogOn([...insider.acts, await addedByNobody(insider)]),
    },
    {
      name: "a document added by somebody else, who has no right there",
      code: "author",
      tamper: async (scene) => serveLog([...scene.insider.acts, await addedBySomebody(scene)]),
    },
    {
      name: "a document added by somebody else, who has no right there, to the same device",
      code: "author",
      device: (device) => device.list(),
      tamper: async (scene) => serveLogOn([...scene.insider.acts, await addedBySomebody(scene)]),
    },
  ],
  tests: (name, scene, client) => {
    test(name("an object that no act names isn't asked for, and isn't shown"), async () => {
      const { proxy, insider } = scene();
      proxy.play([]);
      const { name: object, sealed } = await sealPayload(new TextEncoder().encode("put there by the server"));
      const stored = await insider.world.fetch(`/api/v1/lockers/${insider.locker}/objects/${object.id}`, {
        method: "PUT",
        headers: { "Content-Type": "application/octet-stream" },
        body: sealed,
      });
      expect(stored.status).toBe(201);
      proxy.play([]);
      const { code, shown } = await client().arrive();
      expect(code).toBeUndefined();
      expect(shown.match(/"name":"[^"]*\.txt"/g)).toHaveLength(Object.keys(papers).length);
      expect(proxy.record.filter(({ path }) => path.includes(object.id))).toEqual([]);
    });
  },
};

/** A good act after the newest one, that shows a new document; signed with `seed`. */
async function addedDocument(insider: Insider, seed: Secret): Promise<Act> {
  return nextAct(insider, await newDocument(insider), seed, insider.account, insider.chain.newest().hash);
}

/** The same in the name of another account on this server. */
async function addedBySomebody(scene: Scene): Promise<Act> {
  return addedBy(scene.insider, (await apart(scene)).insider);
}

/** The same, signed by whoever else it is. */
export async function addedBy(insider: Insider, { account, chain, signing }: Insider): Promise<Act> {
  return nextAct(insider, await newDocument(insider), signing, account, chain.newest().hash);
}

/** The same in the name of an account that there isn't. */
async function addedByNobody(insider: Insider): Promise<Act> {
  const seed = randomKey();
  const recipient = await new Identity("mlkem768x25519", randomKey()).recipient();
  const card = hashOf(firstCard(seed, recipient).card);
  return nextAct(insider, await newDocument(insider), seed, accountId(publicKeyOf(seed)), card);
}

async function newDocument(insider: Insider): Promise<Body> {
  const { locker } = insider.reader;
  const [[folder, { keys }] = [randomId(), { keys: [] }]] = locker.folders;
  const node = randomId();
  const { name, identity } = await sealPayload(new TextEncoder().encode("put there by the server"));
  const key = await insider.keys.documentKey(locker, node, { folder, epoch: keys.length, turn: 0 });
  const label = { name: "Added", type: "text/plain", size: 23, edition: 1, added: 1, modified: 1, payload: identity.exposeText() };
  const sealed = encode(await sealLabel(key, { locker: locker.id, node, version: 1 }, label));
  const place = { node, parent: folder, epoch: keys.length, turn: 0, version: 1 };
  return { form: "document", kind: "put", salt: randomSalt(), ...place, label: sealed, objects: [name] };
}

function nextAct({ reader: { locker } }: Insider, body: Body, seed: Secret, author: typeof locker.holder, card: typeof locker.card): Act {
  const chain = "parent" in body ? locker.folders.get(body.parent)?.stream.hash : undefined;
  const header = { locker: locker.id, seq: locker.head.seq + 1, prev: locker.head.hash, ...(chain && { chain }), author, card, time: locker.time };
  return signAct(header, body, seed);
}
