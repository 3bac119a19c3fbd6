import { encode, utf8 } from "../../../src/protocol/bytes";
import { randomBytes } from "../../../src/protocol/hazmat/random";
import { randomId } from "../../../src/protocol/id";
import { sealActText } from "../../../src/protocol/locker/act-text";
import { randomKey, sealNodeKey, sealPrior } from "../../../src/protocol/locker/keys";
import { sealLabel } from "../../../src/protocol/locker/label";
import { sealPayload } from "../../../src/protocol/locker/payload";
import { randomSalt } from "../../../src/protocol/salt";
import { Identity } from "../../../src/protocol/to";
import { withDamage, type Sample } from "./sample";

/** Keys of nodes, labels, texts and payloads. */
export async function documentSamples(): Promise<Sample[]> {
  return [...(await keySamples()), ...(await labelSamples()), ...(await textSamples()), ...(await payloadSamples())];
}

async function keySamples(): Promise<Sample[]> {
  const [locker, node] = [randomId(), randomId()];
  const parent = randomKey();
  const keys = [randomKey(), randomKey(), randomKey()] as const;
  const place = { locker, node };
  const sealed = encode(await sealNodeKey(parent, { ...place, epoch: 3 }, keys[2]));
  const priors = [
    { epoch: 3, prior: encode(await sealPrior(keys[2], { ...place, epoch: 2 }, keys[1])) },
    { epoch: 2, prior: encode(await sealPrior(keys[1], { ...place, epoch: 1 }, keys[0])) },
  ];
  const input = { parent: encode(parent.exposeBytes()), ...place, epoch: 3, sealed };
  return [
    ...withDamage({ name: "node_key/fresh", input }, "sealed", "tampered", "tampered"),
    { name: "earlier_key/first", input: { key: encode(keys[2].exposeBytes()), ...place, epoch: 3, wanted: 1, priors } },
  ];
}

async function labelSamples(): Promise<Sample[]> {
  const key = randomKey();
  const place = { locker: randomId(), node: randomId(), version: 5 };
  const payload = Identity.random("X25519").exposeText();
  const times = { added: 1_790_000_000_000, modified: 1_790_000_000_001 };
  const document = { name: "Pièce d’identité 🪪.jpg", type: "image/jpeg", size: 3_000_000, edition: 2, ...times, payload, later: "kept" };
  const input = (kind: string, sealed: string) => ({ kind, key: encode(key.exposeBytes()), ...place, sealed });
  const folder = encode(await sealLabel(key, place, { name: "Santé", pictogram: "health", trashed: times.added }));
  return [
    { name: "label/folder", input: input("folder", folder) },
    ...withDamage({ name: "label/document", input: input("document", encode(await sealLabel(key, place, document))) }, "sealed", "tampered", "tampered"),
  ];
}

async function textSamples(): Promise<Sample[]> {
  const key = randomKey();
  const place = { locker: randomId(), node: randomId(), kind: "put", salt: randomSalt() };
  const sealed = encode(await sealActText(key, place, utf8("for the appointment on Monday")));
  return [{ name: "act_text/fresh", input: { key: encode(key.exposeBytes()), ...place, sealed } }];
}

async function payloadSamples(): Promise<Sample[]> {
  const samples: Sample[] = [];
  for (const length of [0, 1, 1024, 65_536]) {
    const { name, sealed, identity } = await sealPayload(randomBytes(length));
    const input = { identity: identity.exposeText(), size: name.size, sha256: name.sha256, length, file: encode(sealed) };
    samples.push({ name: `payload/${length}-bytes`, input });
    samples.push({ name: `payload/${length}-bytes-cut`, input: { ...input, file: encode(sealed.slice(0, -1)) }, expect: "size" });
  }
  return samples;
}
