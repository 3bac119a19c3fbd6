import { encode, utf8, type Bytes } from "./bytes";
import { DeviceKey } from "./device-key";
import { hkdf } from "./hazmat/hkdf";
import type { Pin } from "./account/digits";
import { Secret } from "./secret";

/** The fields of each derivation (§2). No field holds a newline. */
export type Derivation =
  | { context: "find"; kind: SlotKind | "invite" }
  | { context: "auth"; kind: SlotKind }
  | { context: "key"; kind: SlotKind }
  | { context: "recovery" }
  | { context: "pin"; pin: Pin }
  | { context: "device"; pepper: Secret; pin: Pin }
  | { context: "pocket"; stretched: Secret }
  | { context: "document"; node: string; epoch: number; turn: number }
  | { context: "inbox"; epoch: number }
  | { context: "profile"; profile: string };

export const SLOT_KINDS = ["words", "card", "device", "passkey"] as const;

export type SlotKind = (typeof SLOT_KINDS)[number];

/** A key or proof that follows from another key. */
export async function derive(key: Secret | DeviceKey, derivation: Derivation): Promise<Secret> {
  const material = key instanceof DeviceKey ? key.handle : key.exposeBytes();
  return new Secret(await hkdf(material, new Uint8Array(0), derivationInfo(derivation), 32));
}

function derivationInfo(derivation: Derivation): Bytes {
  switch (derivation.context) {
    case "find":
    case "auth":
    case "key":
      return contextInfo(derivation.context, derivation.kind);
    case "recovery":
      return contextInfo("recovery");
    case "pin":
      return contextInfo("pin", derivation.pin);
    case "device":
      return contextInfo("device", encode(derivation.pepper.exposeBytes()), derivation.pin);
    case "pocket":
      return contextInfo("pocket", encode(derivation.stretched.exposeBytes()));
    case "document":
      return contextInfo("document", derivation.node, derivation.epoch, derivation.turn);
    case "inbox":
      return contextInfo("inbox", derivation.epoch);
    case "profile":
      return contextInfo("profile", derivation.profile);
  }
}

/** `"armoire/1/" context ["\n" field]…` */
export function contextInfo(context: string, ...fields: (string | number)[]): Bytes {
  const texts = fields.map(String);
  if (texts.some((text) => text.includes("\n"))) throw new TypeError("a field holds a newline");
  return utf8(["armoire/1/" + context, ...texts].join("\n"));
}
