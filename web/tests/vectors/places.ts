import type { Derivation } from "../../src/protocol/derive";
import type { Place } from "../../src/protocol/seal";

/** The names of a context's fields, in the order of §2. */
const PLACES: Record<Place["context"], string[]> = {
  keyring: ["account", "version"],
  slot: ["account", "slot", "kind"],
  node: ["locker", "node", "epoch"],
  prior: ["locker", "node", "epoch"],
  label: ["locker", "node", "version"],
  act: ["locker", "node", "kind", "salt"],
  profile: ["profile", "part"],
};

const DERIVATIONS: Record<Derivation["context"], string[]> = {
  find: ["kind"],
  auth: ["kind"],
  key: ["kind"],
  recovery: [],
  document: ["node", "epoch", "turn"],
  inbox: ["epoch"],
  profile: ["profile"],
};

export const PLACE_CONTEXTS = Object.keys(PLACES) as Place["context"][];

export function placeOf(context: string, fields: readonly unknown[]): Place {
  return named(PLACES, context, fields) as unknown as Place;
}

export function derivationOf(context: string, fields: readonly unknown[]): Derivation {
  return named(DERIVATIONS, context, fields) as unknown as Derivation;
}

function named(all: Record<string, string[]>, context: string, fields: readonly unknown[]): Record<string, unknown> {
  const names = all[context];
  if (names?.length !== fields.length) throw new Error(`no context ${context} with ${fields.length} fields`);
  return { context, ...Object.fromEntries(names.map((name, at) => [name, fields[at]])) };
}
