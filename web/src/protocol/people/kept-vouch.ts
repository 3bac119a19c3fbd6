import { isHash, type Hash } from "../bytes";
import { inOrder, isFields, isInteger, isString } from "../canonical";
import { isId, type Id } from "../id";
import { Refusal } from "../refusal";
import { NAME, checkText } from "./introduction";

/** What an organisation says of a member, as it is kept with them once it was checked (§5). */
export interface KeptVouch {
  organisation: Id;
  /** Hash of the organisation's newest card when it was signed. */
  card: Hash;
  role: string;
  site?: string;
  /** When it ends, milliseconds since 1970. */
  until: number;
}

const KEYS = ["organisation", "card", "role", "site", "until"] as const;

/** `too_large`, `malformed` for words that can't be shown. */
export function checkWords<T extends Pick<KeptVouch, "role" | "site">>(vouch: T): T {
  checkText(vouch.role, NAME);
  if (vouch.site !== undefined) checkText(vouch.site, NAME);
  return vouch;
}

/** What stays with the member. */
export function keptOf(vouch: KeptVouch): KeptVouch {
  return inOrder(KEYS, vouch) as unknown as KeptVouch;
}

/** One that is kept with a person; absent for what this version can't read. */
export function readKeptVouch(value: unknown): KeptVouch | undefined {
  if (!isFields(value)) return undefined;
  const { organisation, card, role, site, until } = value;
  if (!isId(organisation) || !isHash(card) || !isString(role) || !isInteger(until) || (site !== undefined && !isString(site))) return undefined;
  try {
    return checkWords({ organisation, card, role, ...(site !== undefined && { site }), until });
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}
