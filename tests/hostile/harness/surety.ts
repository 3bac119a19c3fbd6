import type { SignedCard } from "../../../web/src/protocol/account/card";
import type { Act } from "../../../web/src/protocol/act/act";
import { writeFrames } from "../../../web/src/protocol/act/frame";
import { encode, hashOf, utf8, type Bytes } from "../../../web/src/protocol/bytes";
import { isFields, type Fields } from "../../../web/src/protocol/canonical";
import { randomBytes } from "../../../web/src/protocol/hazmat/random";
import { padJson } from "../../../web/src/protocol/padding";
import { findOf, readInvitation } from "../../../web/src/protocol/people/invitation";
import { openSealed, seal } from "../../../web/src/protocol/seal";
import { sign, type SignatureType } from "../../../web/src/protocol/sign";
import { Insider } from "./insider";
import { Letterbox } from "./letterbox";
import type { Tamper } from "./proxy";
import type { Scene } from "./scene";
import { changeJson, serveCards } from "./tampers";
import { look, openTown, Resident, type Town } from "./town";

/**
 * The holder has scanned the codes of Foyer, an organisation that has changed its keys once, of Awa, and of Relais, to which another history of her
 * locker was shown since. Mairie and Luc she knows by a link, Ligue by one that somebody else has followed too, Croix not at all.
 */
export interface Surety extends Town<"Awa" | "Relais"> {
  /** They know what each knows; Foyer before it changed its keys, too. */
  insiders: Record<"Foyer" | "before" | "Mairie" | "Ligue" | "Relais" | "Croix" | "Awa" | "Luc", Insider>;
  organisation: Resident;
  luc: Resident;
}

const DAY = 24 * 3_600_000;

export async function openSurety(around: Scene): Promise<Surety> {
  const town = await openTown(around, ["Awa", "Relais"] as const);
  const { nadia, people } = town;
  const enter = (who: Resident) => Insider.enter(around.proxy.origin, who.holder);
  const [organisation, mairie, croix, luc] = [await Resident.signUp(around, "Foyer"), await Resident.signUp(around, "Mairie"), await Resident.signUp(around, "Croix"), await Resident.signUp(around, "Luc")];
  const before = await enter(organisation);
  const { code } = await organisation.device.rotate("phone");
  if (code !== undefined) throw new Error(`Foyer doesn't change its keys: ${code}`);
  await nadia.meets(organisation);
  await nadia.does("join", await mairie.invites("--link"), "--name", "Nadia", "--yes");
  await mairie.does("people");
  await nadia.does("join", await luc.invites("--link"), "--name", "Nadia", "--yes");
  await luc.does("people");
  const ligue = await Resident.signUp(around, "Ligue");
  await isTried(nadia, ligue, people.Awa);
  const relais = await enter(people.Relais);
  await wasShownAnother(await look(town), relais);
  await nadia.does("letters");
  const insiders = { before, Relais: relais, Foyer: await enter(organisation), Mairie: await enter(mairie), Ligue: await enter(ligue), Croix: await enter(croix), Awa: await enter(people.Awa), Luc: await enter(luc) };
  return { ...town, scene: await look(town), insiders, organisation, luc };
}

/** Two follow one link: nobody knows which of them was meant. */
async function isTried(holder: Resident, first: Resident, second: Resident): Promise<void> {
  const text = await holder.invites("--link");
  await first.does("join", text, "--name", first.name, "--yes");
  await holder.does("people");
  await second.device.run("join", text, "--name", second.name, "--yes");
  const { code } = await holder.device.run("people");
  if (code !== "invitation_tried") throw new Error(`${holder.name} isn't told that two have answered: ${String(code)}`);
}

/** Somebody writes to the holder who has seen an act of her log that isn't there. */
async function wasShownAnother({ insider }: Scene, by: Insider): Promise<void> {
  const box = new Letterbox(insider);
  const label = { papers: [{ name: "Bail" }], purpose: "Logement", until: box.time + DAY };
  await handIn(by, insider, box.whole(await box.write(by, { form: "ask", label, seen: [3, hashOf(randomBytes(32))] })));
}

/** At the honest server. */
export async function handIn({ world }: Insider, { locker }: Insider, deposit: Act): Promise<void> {
  const headers = { "Content-Type": "application/vnd.armoire.acts" };
  const answer = await world.fetch(`/api/v1/lockers/${locker}/acts`, { method: "POST", headers, body: writeFrames([deposit]) });
  if (answer.status >= 300) throw new Error(`a deposit: ${await answer.text()}`);
}

/** What a vouch says, and how it is signed, where that isn't as it must be. */
export interface Vouching {
  said?: Fields;
  by?: Pick<Insider, "account" | "signing"> & Partial<Pick<Insider, "chain">>;
  type?: SignatureType;
  /** Instead of the signature. */
  signature?: string;
  /** Beside the other keys, after them. */
  more?: Fields;
}

const KEYS = ["organisation", "card", "member", "role", "site", "until"];

/** Of Foyer about somebody for thirty days, but for what is said otherwise; as it travels. */
export function vouchFor({ insiders }: Surety, member: Insider, role: string, { said = {}, by = insiders.Foyer, type = "vouch", signature, more = {} }: Vouching = {}): Fields {
  const fields: Fields = { organisation: by.account, card: by.chain?.newest().hash, member: member.account, role, until: Date.now() + 30 * DAY, ...said };
  const ordered = Object.fromEntries(KEYS.filter((key) => fields[key] !== undefined).map((key) => [key, fields[key]]));
  return { ...ordered, signature: signature ?? encode(sign(type, by.signing, utf8(JSON.stringify(ordered)))), ...more };
}

/** An invitation of somebody's with a vouch in what it says first, and what serves it so. */
export async function greetingWith(by: Resident, scene: Scene, vouch: Fields): Promise<{ text: string; tamper: Tamper }> {
  const text = await by.invites("--link");
  const { secret, inviter } = readInvitation(text);
  const fields = await greetingOf(text, scene);
  const sealed = await seal(secret, { context: "greeting", inviter }, padJson(utf8(JSON.stringify({ ...fields, vouch })), 512));
  return { text, tamper: changeJson("GET /mailboxes/{}", (mailbox) => ({ ...mailbox, greeting: encode(sealed) })) };
}

/** What an invitation says to whoever opens it, as the server keeps it. */
export async function greetingOf(text: string, { insider: { world } }: Scene): Promise<Fields> {
  const { secret, inviter } = readInvitation(text);
  const answer = await world.fetch(`/api/v1/mailboxes/${await findOf(secret)}`, {});
  const { greeting } = (await answer.json()) as { greeting: string };
  const fields: unknown = JSON.parse(new TextDecoder().decode(await openSealed(secret, { context: "greeting", inviter }, fromText(greeting))));
  if (!isFields(fields)) throw new Error("an invitation says who invites");
  return fields;
}

/** The cards of one account, in the place of those that it has. */
export function cardsOf(account: string, cards: readonly SignedCard[]): Tamper {
  const { change, ...tamper } = serveCards(cards);
  return { ...tamper, change: (answer, asked) => (asked.path.includes(account) ? change(answer, asked) : answer) };
}

function fromText(text: string): Bytes {
  return Uint8Array.from(Buffer.from(text, "base64url"));
}
