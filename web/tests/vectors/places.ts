import { decode } from "../../src/protocol/bytes";
import type { Derivation } from "../../src/protocol/derive";
import type { Place } from "../../src/protocol/seal";
import { Secret } from "../../src/protocol/secret";

/** The names of a context's fields, in the order of §2. */
const PLACES: Record<Place["context"], string[]> = {
  keyring: ["account", "version"],
  slot: ["account", "slot", "kind"],
  node: ["locker", "node", "epoch"],
  prior: ["locker", "node", "epoch"],
  label: ["locker", "node", "version"],
  act: ["locker", "node", "kind", "salt"],
  name: ["account", "id"],
  greeting: ["inviter"],
  invite: ["inviter", "invitee"],
  profile: ["profile", "part"],
};

const DERIVATIONS: Record<Derivation["context"], string[]> = {
  find: ["kind"],
  auth: ["kind"],
  key: ["kind"],
  recovery: [],
  pin: ["pin"],
  device: ["pepper", "pin"],
  pocket: ["stretched"],
  document: ["node", "epoch", "turn"],
  inbox: ["epoch"],
  profile: ["profile"],
};

export const PLACE_CONTEXTS = Object.keys(PLACES) as Place["context"][];

export function placeOf(context: string, fields: readonly unknown[]): Place {
  return named(PLACES, context, fields) as unknown as Place;
}

export function derivationOf(context: string, fields: readonly unknown[]): Derivation {
  const { pepper, stretched, ...rest } = named(DERIVATIONS, context, fields);
  const secrets = { ...secretOf("pepper", pepper), ...secretOf("stretched", stretched) };
  return { ...rest, ...secrets } as unknown as Derivation;
}

/** Keys that are fields of a derivation stand there as text. */
function secretOf(name: string, text: unknown): Record<string, Secret> {
  return typeof text === "string" ? { [name]: new Secret(decode(text)) } : {};
}

function named(all: Record<string, string[]>, context: string, fields: readonly unknown[]): Record<string, unknown> {
  const names = all[context];
  if (names?.length !== fields.length) throw new Error(`no context ${context} with ${fields.length} fields`);
  return { context, ...Object.fromEntries(names.map((name, at) => [name, fields[at]])) };
}
