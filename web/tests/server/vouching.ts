import { randomId, type Id } from "../../src/protocol/id";
import { signVouch, type Vouch } from "../../src/protocol/people/vouch";
import { knownPerson } from "../../src/worker/people/known";
import { writeTo } from "../../src/worker/people/letters";
import { enter, HOUR, type PhoneOwner } from "./others";

/** Somebody, by what leads into their account. */
type Owner = Pick<PhoneOwner, "words">;

/** What a service signs of somebody, by its newest card, for 30 days unless told. */
export async function vouchBy(origin: string, service: Owner, member: Id, said: Partial<Vouch> = {}): Promise<Vouch> {
  const { account } = await enter(origin, service.words);
  const whole = { organisation: account.id, card: account.cards.newest().hash, member, role: "éducateur", site: "Lille-Sud", until: Date.now() + 30 * 24 * HOUR, ...said };
  return signVouch(whole, account.keyring.signing);
}

/** Another device of its author's writes the letter to somebody whom they have met. */
export async function sendVouch(origin: string, author: Owner, to: Id, vouch: Vouch): Promise<void> {
  const { api, account, world, locker } = await enter(origin, author.words);
  const around = { api, remote: world, opened: { account, locker } } as unknown as Parameters<typeof writeTo>[0];
  await writeTo(around, knownPerson(account.keyring, to), randomId(), { form: "vouch", vouch });
}
