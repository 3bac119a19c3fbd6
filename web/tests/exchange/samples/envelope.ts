import { encode, utf8 } from "../../../src/protocol/bytes";
import { randomBytes } from "../../../src/protocol/hazmat/random";
import { randomId } from "../../../src/protocol/id";
import { randomKey } from "../../../src/protocol/locker/keys";
import { randomSalt } from "../../../src/protocol/salt";
import { seal } from "../../../src/protocol/seal";
import { SIGNATURE_TYPES, publicKeyOf, sign } from "../../../src/protocol/sign";
import { Identity, sealTo, type RecipientType } from "../../../src/protocol/to";
import { PLACE_CONTEXTS, placeOf } from "../../vectors/places";
import { withDamage, type Sample } from "./sample";

const TYPES: RecipientType[] = ["X25519", "mlkem768x25519"];

/** The four tools. */
export async function envelopeSamples(): Promise<Sample[]> {
  const sealed = await Promise.all(PLACE_CONTEXTS.map(sealedSamples));
  const addressed = await Promise.all(TYPES.map(addressedSamples));
  return [...sealed.flat(), ...SIGNATURE_TYPES.flatMap(signatureSamples), ...addressed.flat()];
}

async function sealedSamples(context: (typeof PLACE_CONTEXTS)[number]): Promise<Sample[]> {
  const key = randomKey();
  const fields = fieldsOf(context);
  const sealed = await seal(key, placeOf(context, fields), utf8(`sealed as ${context}`));
  const input = { key: encode(key.exposeBytes()), context, fields, sealed: encode(sealed) };
  return withDamage({ name: `open/${context}`, input }, "sealed", "tampered", "tampered");
}

function fieldsOf(context: (typeof PLACE_CONTEXTS)[number]): string[] {
  switch (context) {
    case "keyring":
      return [randomId(), "7"];
    case "slot":
      return [randomId(), randomId(), "words"];
    case "node":
    case "prior":
    case "label":
      return [randomId(), randomId(), "3"];
    case "act":
      return [randomId(), randomId(), "put", randomSalt()];
    case "greeting":
      return [randomId()];
    case "name":
    case "invite":
      return [randomId(), randomId()];
    case "profile":
      return [randomId(), "state"];
  }
}

function signatureSamples(type: (typeof SIGNATURE_TYPES)[number]): Sample[] {
  const seed = randomKey();
  const bytes = randomBytes(100);
  const key = encode(publicKeyOf(seed));
  const input = { type, key, bytes: encode(bytes), signature: encode(sign(type, seed, bytes)) };
  const other = SIGNATURE_TYPES.find((one) => one !== type);
  return [
    { name: `sign/${type}`, input: { type, seed: encode(seed.exposeBytes()), bytes: encode(bytes) } },
    { name: `verify/${type}`, input },
    { name: `verify/${type}-as-another`, input: { ...input, type: other }, expect: "signature" },
  ];
}

async function addressedSamples(type: RecipientType): Promise<Sample[]> {
  const seed = randomKey();
  const identity = new Identity(type, seed);
  const recipient = await identity.recipient();
  // More than one chunk of 64 KiB.
  const file = encode(await sealTo(type, recipient, randomBytes(65_536)));
  const small = encode(await sealTo(type, recipient, utf8("one chunk")));
  const other = Identity.random(type).exposeText();
  const text = identity.exposeText();
  return [
    { name: `identity/${type}`, input: { recipient_type: type, seed: encode(seed.exposeBytes()) } },
    { name: `open_from/${type}-chunks`, input: { identity: text, file } },
    { name: `open_from/${type}-wrong-identity`, input: { identity: other, file: small }, expect: "recipient" },
    ...withDamage({ name: `open_from/${type}`, input: { identity: text, file: small } }, "file", "tampered", "tampered"),
  ];
}
