import { ArmoireError, type Vouched } from "../../bridge/bridge";
import { randomId } from "../../protocol/id";
import { ownVouch } from "../../protocol/people/vouches";
import { asId } from "../named";
import type { PeopleAround } from "./context";
import { knownPerson, latest, personOf } from "./known";
import { letters, writeTo } from "./letters";

/** What a service says of oneself, with its name as one knows it. What came by letter is taken in before; without a network what is known counts. */
export async function saidOfOneself(around: PeopleAround): Promise<Vouched | null> {
  await letters(around).catch(() => undefined);
  const { keyring } = around.opened.account;
  const vouch = ownVouch(keyring, latest(around.remote));
  const by = vouch && personOf(keyring, vouch.organisation);
  if (!vouch || !by) return null;
  const { role, site, until } = vouch;
  return { organisation: by.introduction.name, role, ...(site !== undefined && { site }), until };
}

/**
 * Shows it to somebody whom one has met already, by letter; greetings and replies bring it to everybody else. `card` where their keys aren't those that
 * were met; what it is worth to them, their device decides.
 */
export async function showVouch(around: PeopleAround, to: string): Promise<void> {
  const { keyring } = around.opened.account;
  const person = knownPerson(keyring, asId(to));
  const vouch = ownVouch(keyring, latest(around.remote));
  if (vouch === undefined) throw new ArmoireError("no_vouch");
  await writeTo(around, person, randomId(), { form: "vouch", vouch });
}
