import { CardChain } from "../../protocol/account/card";
import type { Chains } from "../../protocol/account/chains";
import type { Act } from "../../protocol/act/act";
import type { Hash } from "../../protocol/bytes";
import type { Id } from "../../protocol/id";
import type { LockerGrant } from "../../protocol/log/state";
import { Refusal, require } from "../../protocol/refusal";
import { ArmoireError } from "../../bridge/bridge";
import type { Api } from "../http/api";

/** Accounts whose cards are fetched to read one log, at most; and at the same time. */
const MOST = 2_000;
const AT_ONCE = 8;

/** What seals to the card that a grant names; `null` where its owner's account is gone. */
export type RecipientOf = (grant: LockerGrant) => Promise<string | null>;

/** With the verified cards of everybody who has signed one of these acts: those that aren't known are fetched. `author` where there are none. */
export async function withAuthors(api: Api, chains: Chains, acts: readonly Act[]): Promise<Chains> {
  const unknown = acts.filter(({ header }) => header.author !== chains.holder.account && chains.find(header.author, header.card) === undefined);
  const authors = [...new Set(unknown.map(({ header }) => header.author))];
  require(authors.length <= MOST, "too_large");
  let all = chains;
  for (let at = 0; at < authors.length; at += AT_ONCE) {
    const fetched = await Promise.all(authors.slice(at, at + AT_ONCE).map((author) => authorOf(api, author)));
    for (const chain of fetched) all = all.with(chain);
  }
  return all;
}

/** Fetches whom new keys are sealed to, each once. */
export function recipients(api: Api): RecipientOf {
  const known = new Map<Hash, Promise<string | null>>();
  return ({ grantee, card }) => {
    const asked = known.get(card) ?? recipientOf(api, grantee, card);
    known.set(card, asked);
    // Of a connection that was lost nothing is remembered.
    asked.catch(() => known.delete(card));
    return asked;
  };
}

async function recipientOf(api: Api, grantee: Id, card: Hash): Promise<string | null> {
  try {
    // The grant's author has signed which card it is.
    const found = (await chainOf(api, grantee)).find(card);
    require(found !== undefined, "card");
    return found.content.recipient;
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/** The server keeps the cards of whoever has signed an act: an author who isn't there has never been one. */
async function authorOf(api: Api, author: Id): Promise<CardChain> {
  const chain = await chainIfThere(api, author);
  if (chain === undefined) throw new Refusal("author");
  return chain;
}

/** Somebody's cards, verified; nothing where the server has no such account any more. */
export async function chainIfThere(api: Api, account: Id): Promise<CardChain | undefined> {
  try {
    return await chainOf(api, account);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

async function chainOf(api: Api, account: Id): Promise<CardChain> {
  return new CardChain(account, await api.cards(account));
}

function isMissing(error: unknown): boolean {
  return error instanceof ArmoireError && error.code === "not_found";
}
