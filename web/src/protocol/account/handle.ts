import { Refusal } from "../refusal";

/** A handle in its one form (§5). */
export type Handle = string & { readonly handle: unique symbol };

// Longer than any handle with generous separators.
const TYPED = 1024;

/** Whatever a person types: "Nadia 4821", "nadia-4821" and "NADIA4821" are one handle. */
export function readHandle(typed: string): Handle {
  if (typed.length > TYPED) throw new Refusal("handle");
  const handle = normalised(typed).replace(/[^\p{Alphabetic}\p{N}]/gu, "");
  if (!/^[a-z][a-z0-9]{0,31}[0-9]{4}$/.test(handle)) throw new Refusal("handle");
  return handle as Handle;
}

/** The part of a name that can begin a handle; empty when it has no Latin letter or digit. */
export function handleName(name: string): string {
  const letters = normalised(name.slice(0, TYPED)).replace(/[^a-z0-9]/g, "");
  return letters.replace(/^[0-9]+/, "").slice(0, 32);
}

/** Lower case without accents: NFD without combining marks. */
export function normalised(text: string): string {
  return text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
}
