import { ArmoireError, type Loan as Shown } from "../../bridge/bridge";
import { CardChain } from "../../protocol/account/card";
import { Chains } from "../../protocol/account/chains";
import { cardIdentity } from "../../protocol/account/keyring";
import type { Act } from "../../protocol/act/act";
import type { Grant } from "../../protocol/act/people";
import { hashOf, type Bytes } from "../../protocol/bytes";
import type { Id } from "../../protocol/id";
import { openBox, type GivenKey } from "../../protocol/people/given-key";
import { newestCardOf, type Person } from "../../protocol/people/person";
import { Refusal, require } from "../../protocol/refusal";
import { lentTo, type LentServed } from "../http/people-api";
import type { PeopleAround } from "./context";
import { knownPerson, personOf, refreshKeyring, shownGrantee, shownPerson } from "./known";
import { checkLine, grantIn, type GivenGrant } from "./lent-line";
import { isEntry } from "./lent-view";

/** Something that somebody has lent to this account: its act, and the key that came with it. */
export interface Loan {
  locker: Id;
  holder: Id;
  act: Act;
  body: Grant;
  /** The holder; or, if that is none of one's people, who gave it for them. */
  from: Person;
  /** Who gave it, where that isn't the holder. */
  by?: Id;
  file: Bytes;
  given: GivenKey;
  /** The grants that it hangs on, the nearest first. */
  line: readonly GivenGrant[];
  /** Cards of the holder, and of everybody whom it hangs on. */
  chains: Chains;
}

/** Cards that were asked for already. */
type Fetched = Map<Id, Promise<CardChain>>;

const AT_ONCE = 8;

/** The same as shown, soonest end first. */
export async function loans(around: PeopleAround): Promise<Shown[]> {
  const all = await readLoans(around);
  around.opened.rememberLent(all.length);
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

/** What lives now. What isn't by somebody whom one has met, or isn't what its box says, is left out. */
export async function readLoans(around: PeopleAround): Promise<Loan[]> {
  await refreshKeyring(around);
  const served = await lentTo(around.api);
  const fetched: Fetched = new Map();
  const loans: Loan[] = [];
  for (const one of served) {
    const loan = await readOrLeaveOut(around, one, fetched);
    if (loan !== null) loans.push(loan);
  }
  return loans;
}

async function readOrLeaveOut(around: PeopleAround, served: LentServed, fetched: Fetched): Promise<Loan | null> {
  try {
    return await readLoan(around, served, fetched);
  } catch (error) {
    if (error instanceof Refusal || (error instanceof ArmoireError && error.code === "not_found")) return null;
    throw error;
  }
}

async function readLoan(around: PeopleAround, { locker, holder, grant, act, file, line: above }: LentServed, fetched: Fetched): Promise<Loan> {
  const { account } = around.opened;
  const given = grantIn(act);
  const { body } = given;
  const line = above.map(grantIn);
  const granter = act.header.author;
  const from = personOf(account.keyring, holder) ?? knownPerson(account.keyring, granter);
  let chains = Chains.of(await chainOf(around, holder, fetched));
  for (const author of new Set([granter, ...line.map((one) => one.act.header.author)])) chains = chains.with(await chainOf(around, author, fetched));
  checkLine(locker, given, line, chains);
  // What its author has signed: else the purpose would be the server's words.
  require(hashOf(file) === body.box, "box");
  const key = await openBox(cardIdentity(account.keyring), file);
  const isIts = body.grant === grant && body.grantee === account.id && key.locker === locker && key.node === body.node && key.grant === grant;
  require(isIts, "grant");
  return { locker, holder, act, body, from, file, given: key, line, chains, ...(granter !== holder && { by: granter }) };
}

/** Somebody's verified cards; of one's people, those that hold the card that was met. */
function chainOf({ api, opened }: PeopleAround, account: Id, fetched: Fetched): Promise<CardChain> {
  const asked = fetched.get(account) ?? api.cards(account).then((cards) => new CardChain(account, cards));
  fetched.set(account, asked);
  return asked.then((chain) => {
    const person = personOf(opened.account.keyring, account);
    if (person !== null) newestCardOf(person, chain);
    return chain;
  });
}

async function shownLoan(around: PeopleAround, loan: Loan): Promise<Shown> {
  const { body, from, by, given, locker } = loan;
  const { grant, right, start, end, node, parent } = body;
  const on = node === locker ? "locker" : parent === undefined ? "shelf" : (await isEntry(around, loan)) ? "entry" : "paper";
  const granter = by && { by: shownGrantee(around, by) };
  const where = { locker, ...(node !== locker && { node }) };
  return { grant, ...where, from: shownPerson(around, from), ...granter, on, right, start, end, ...(given.purpose !== undefined && { purpose: given.purpose }) };
}

