import { ArmoireError, type Loan as Shown } from "../../bridge/bridge";
import { CardChain } from "../../protocol/account/card";
import { cardIdentity } from "../../protocol/account/keyring";
import type { Act } from "../../protocol/act/act";
import type { Grant } from "../../protocol/act/people";
import { decode, hashOf, type Bytes } from "../../protocol/bytes";
import type { Id } from "../../protocol/id";
import { openBox, type GivenKey } from "../../protocol/people/box";
import { newestCardOf, type Person } from "../../protocol/people/person";
import { Refusal, require } from "../../protocol/refusal";
import { verify } from "../../protocol/sign";
import { lentTo, type LentServed } from "../http/people-api";
import type { PeopleAround } from "./context";
import { knownPerson, refreshKeyring, shownPerson } from "./known";
import { isEntry } from "./lent-view";

/** Something that somebody has lent to this account: its act, and the key that came with it. */
export interface Loan {
  locker: Id;
  /** The grant's act: signed by its holder. */
  act: Act;
  body: Grant;
  from: Person;
  file: Bytes;
  given: GivenKey;
  /** Its holder's cards, which hold the one that was met. */
  chain: CardChain;
}

const AT_ONCE = 8;

/** What lives now, soonest end first. What isn't by somebody whom one has met, or isn't what its box says, is left out. */
export async function loans(around: PeopleAround): Promise<Shown[]> {
  const all = await readLoans(around);
  const shown: Shown[] = [];
  for (let at = 0; at < all.length; at += AT_ONCE) shown.push(...(await Promise.all(all.slice(at, at + AT_ONCE).map((loan) => shownLoan(around, loan)))));
  return shown.sort((one, other) => one.end - other.end || (one.grant < other.grant ? -1 : 1));
}

/** `not_found` for one that isn't there, or not any more. */
export async function loanOf(around: PeopleAround, grant: string): Promise<Loan> {
  const loan = (await readLoans(around)).find(({ body }) => body.grant === grant);
  if (loan === undefined) throw new ArmoireError("not_found");
  return loan;
}

async function readLoans(around: PeopleAround): Promise<Loan[]> {
  await refreshKeyring(around);
  const served = await lentTo(around.api);
  const chains = new Map<Id, Promise<CardChain>>();
  const loans: Loan[] = [];
  for (const one of served) {
    const loan = await readOrLeaveOut(around, one, chains);
    if (loan !== null) loans.push(loan);
  }
  return loans;
}

async function readOrLeaveOut(around: PeopleAround, served: LentServed, chains: Map<Id, Promise<CardChain>>): Promise<Loan | null> {
  try {
    return await readLoan(around, served, chains);
  } catch (error) {
    if (error instanceof Refusal || (error instanceof ArmoireError && error.code === "not_found")) return null;
    throw error;
  }
}

async function readLoan({ api, opened }: PeopleAround, { locker, holder, grant, act, file }: LentServed, chains: Map<Id, Promise<CardChain>>): Promise<Loan> {
  const { body, header, headerBytes, signature } = act;
  require(body?.form === "grant", "kind");
  // Only the holder lends, as far as this version follows: who a manager acts for would be the server's word.
  require(header.author === holder && body.via === undefined, "author");
  const from = knownPerson(opened.account.keyring, header.author);
  require(header.locker === locker && body.grant === grant && body.grantee === opened.account.id, "grant");
  require(hashOf(file) === body.box, "box");
  const asked = chains.get(holder) ?? api.cards(holder).then((cards) => new CardChain(holder, cards));
  chains.set(holder, asked);
  const chain = await asked;
  newestCardOf(from, chain);
  const card = chain.find(header.card);
  require(card !== undefined, "card");
  verify("act", decode(card.content.signing), headerBytes, signature);
  const given = await openBox(cardIdentity(opened.account.keyring), file);
  require(given.locker === locker && given.node === body.node && given.grant === grant, "grant");
  return { locker, act, body, from, file, given, chain };
}

async function shownLoan(around: PeopleAround, loan: Loan): Promise<Shown> {
  const { body, from, given, locker } = loan;
  const { grant, right, start, end, node, parent } = body;
  const on = node === locker ? "locker" : parent === undefined ? "shelf" : (await isEntry(around, loan)) ? "entry" : "paper";
  return { grant, from: shownPerson(from), on, right, start, end, ...(given.purpose !== undefined && { purpose: given.purpose }) };
}

