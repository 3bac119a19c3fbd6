import { ArmoireError, type People } from "../../bridge/bridge";
import { randomId } from "../../protocol/id";
import * as limits from "../../protocol/limits";
import { signVouch } from "../../protocol/people/vouch";
import { require } from "../../protocol/refusal";
import { asId } from "../named";
import type { PeopleAround } from "./context";
import { knownPerson, trustOf } from "./known";
import { writeTo } from "./letters";

/**
 * Vouches for one of one's people, as a service does for a member: they can show it to others from now on. Again before it is over renews it.
 * `unverified`; `card` where their keys aren't those that were met; `end` for a time that is over or more than 90 days ahead.
 */
export async function vouchFor(around: PeopleAround, { to, role, site, until }: Parameters<People["vouch"]>[0]): Promise<void> {
  const { account } = around.opened;
  const person = knownPerson(account.keyring, asId(to));
  if (trustOf(around, person).trust === "unverified") throw new ArmoireError("unverified");
  const now = around.remote.now();
  require(until > now && until <= now + limits.VOUCH_TIME, "end");
  const said = { organisation: account.id, card: account.cards.newest().hash, member: person.account, role, ...(site !== undefined && { site }), until };
  await writeTo(around, person, randomId(), { form: "vouch", vouch: signVouch(said, account.keyring.signing) });
}
