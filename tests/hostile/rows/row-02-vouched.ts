import { expect, test } from "vitest";
import { nextCard, type SignedCard } from "../../../web/src/protocol/account/card";
import { encode, hashOf, utf8, type Bytes } from "../../../web/src/protocol/bytes";
import type { Fields } from "../../../web/src/protocol/canonical";
import { randomBytes } from "../../../web/src/protocol/hazmat/random";
import { randomKey } from "../../../web/src/protocol/locker/keys";
import { padJson } from "../../../web/src/protocol/padding";
import { findOf, readInvitation, type Invitation } from "../../../web/src/protocol/people/invitation";
import { sealReply } from "../../../web/src/protocol/people/reply";
import type { Vouch } from "../../../web/src/protocol/people/vouch";
import { openSealed, seal } from "../../../web/src/protocol/seal";
import type { Secret } from "../../../web/src/protocol/secret";
import { SIGNATURE_TYPES } from "../../../web/src/protocol/sign";
import { Identity } from "../../../web/src/protocol/to";
import { codesFor, type Codes } from "../harness/attack";
import type { Insider } from "../harness/insider";
import { Letterbox, type Said } from "../harness/letterbox";
import { FORGED, runMeetings, type Meeting } from "../harness/meeting";
import { deviceOf, type Neighbourly } from "../harness/neighbourly";
import type { Tamper } from "../harness/proxy";
import { matches } from "../harness/route";
import { secretsIn } from "../harness/secrets";
import { cardsOf, greetingOf, greetingWith, handIn, vouchFor, type Surety, type Vouching } from "../harness/surety";
import { changeJson, goneAccount } from "../harness/tampers";
import { look } from "../harness/town";

/**
 * Luc says that Foyer, whose code the holder has scanned, vouches for him: in what his invitation says, and in letters. Others tell her that Foyer
 * vouches for her. What doesn't hold is refused with all that it came in; what nobody can check, or grew old, counts for nothing.
 */
export function row02(client: string, surety: () => Surety): void {
  for (const { name, code, claim } of claims) {
    test(`row 2 · ${client} · in an invitation: ${name}`, async () => {
      const place = surety();
      const { vouch, tampers = [] } = await claim(place);
      const { outcome, record, device } = await joins(place, client, vouch, tampers);
      expect(code === undefined ? [undefined] : codesFor(client, code), `after having shown "${outcome.shown.slice(0, 200)}"`).toContain(outcome.code);
      if (outcome.exit !== undefined) expect(outcome.exit, "the exit code").toBe(8);
      const answers = record.filter((asked) => matches("PUT /mailboxes/{}/reply", asked));
      expect(answers.length, "answers that were given").toBe(code === undefined ? 1 : 0);
      expect(outcome.shown).not.toContain("vouched");
      await expectNotVouched(device);
    });
  }
  runMeetings(2, answers, client, surety);
  for (const { name, by, vouch, goes = true } of letters) {
    test(`row 2 · ${client} · in a letter: ${name}`, async () => {
      const place = surety();
      const { device, since } = await receives(place, client, by(place), vouch(place));
      expect(since, "what was signed by looking").toEqual(goes ? ["purge"] : []);
      await expectNotVouched(device);
    });
  }
  for (const { name, by, vouch, goes = true } of toMember) {
    test(`row 2 · ${client} · in a letter to the member: ${name}`, async () => {
      const place = surety();
      const { device, since } = await receives(place, client, by(place), vouch(place));
      expect(since, "what was signed by looking").toEqual(goes ? ["purge"] : []);
      expect(await carried(device, place), "what she tells others").toBeUndefined();
    });
  }
  // What holds comes last: it is kept. The command line lets it wait until the server shows the cards that were met.
  for (const { name, by, vouch, cards } of swaps) {
    test(`row 2 · ${client} · in a letter: a vouch that holds, ${name}`, async () => {
      const place = surety();
      const { proxy } = place.scene;
      const device = await delivered(place, client, by(place), vouch(place));
      const other = { ...cardsOf(place.organisation.account, cards(place)), optional: true } as const;
      for (const looks of [() => device.letters(), () => device.people()]) {
        proxy.play([other]);
        const { code, shown } = await looks();
        expect([undefined, "card"]).toContain(code);
        for (const text of ["vouched", ROLE]) expect(shown).not.toContain(text);
      }
      proxy.play([]);
    });
  }
  test(`row 2 · ${client} · what holds is told on by the member`, async () => {
    const place = surety();
    const { Foyer } = place.insiders;
    const { device } = await receives(place, client, Foyer, vouchFor(place, place.scene.insider, ROLE));
    expect(await carried(device, place)).toMatchObject({ organisation: Foyer.account, role: ROLE });
  });
  test(`row 2 · ${client} · what holds is shown, until the organisation has other keys`, async () => {
    const place = surety();
    const { Luc } = place.insiders;
    const { outcome, device } = await joins(place, client, vouchFor(place, Luc, ROLE), []);
    expect(outcome).not.toHaveProperty("code");
    await expectVouched(device, ROLE);
    const { device: renewed } = await receives(place, client, Luc, vouchFor(place, Luc, RENEWED, { said: { until: Date.now() + 60 * DAY } }));
    await expectVouched(renewed, RENEWED);
    expect(await place.organisation.device.rotate("phone")).not.toHaveProperty("code");
    expect(await renewed.join(await place.organisation.invites())).not.toHaveProperty("code");
    await expectNotVouched(renewed);
  });
}

const DAY = 24 * 3_600_000;
const ROLE = "Referente budget";
const RENEWED = "Referente logement";
const long = (bytes: number) => `${FORGED} `.padEnd(bytes, "e");

/** What comes with Luc's invitation, and what the server does meanwhile. */
interface Claim {
  vouch: Fields;
  tampers?: readonly Tamper[];
}

interface Claiming {
  name: string;
  /** The refusal's; absent where it counts for nothing. */
  code?: Codes;
  claim: (place: Surety) => Claim | Promise<Claim>;
}

const ofLuc = (place: Surety, vouching: Vouching = {}, role = FORGED): Claim => ({ vouch: vouchFor(place, place.insiders.Luc, role, vouching) });
const saying = (said: (place: Surety) => Fields) => (place: Surety) => ofLuc(place, { said: said(place) });

/** Foyer's name and newest card, whoever signs. */
const asFoyer = ({ insiders: { Foyer } }: Surety): Fields => ({ organisation: Foyer.account, card: Foyer.chain.newest().hash });

const claims: readonly Claiming[] = [
  { name: "a vouch for somebody else", code: "vouch", claim: saying(({ insiders }) => ({ member: insiders.Awa.account })) },
  { name: "a vouch for longer than ninety days", code: "end", claim: saying(() => ({ until: Date.now() + 91 * DAY })) },
  { name: "a vouch that is over", claim: saying(() => ({ until: Date.now() - 1 })) },
  { name: "a vouch that is over, by a server whose clock is behind", claim: (place) => ({ ...saying(() => ({ until: Date.now() - DAY }))(place), tampers: lateClock }) },
  { name: "a vouch by the keys that the organisation had before", claim: (place) => ofLuc(place, { by: place.insiders.before }) },
  { name: "a vouch in the name of the newest card, by the keys before", code: "signature", claim: (place) => ofLuc(place, { by: place.insiders.before, said: asFoyer(place) }) },
  { name: "a vouch in the organisation's name, by the member", code: "signature", claim: (place) => ofLuc(place, { by: place.insiders.Luc, said: asFoyer(place) }) },
  { name: "a vouch by a card that the organisation never had", code: "card", claim: saying(() => ({ card: hashOf(randomBytes(32)) })) },
  { name: "a vouch by an organisation that is known by a link only", claim: (place) => ofLuc(place, { by: place.insiders.Mairie }) },
  { name: "a vouch by an organisation that nobody knows", claim: (place) => ofLuc(place, { by: place.insiders.Croix }) },
  { name: "a vouch by an organisation to which another history was shown", claim: (place) => ofLuc(place, { by: place.insiders.Relais }) },
  ...SIGNATURE_TYPES.filter((type) => type !== "vouch").map((type): Claiming => ({ name: `a vouch with its signature as ${type}`, code: "signature", claim: (place) => ofLuc(place, { type }) })),
  { name: "a vouch with a signature of 63 bytes", code: "signature", claim: (place) => ofLuc(place, { signature: encode(randomBytes(63)) }) },
  { name: "a role of 257 bytes", code: "too_large", claim: (place) => ofLuc(place, {}, long(257)) },
  { name: "a site of 257 bytes", code: "too_large", claim: saying(() => ({ site: long(257) })) },
  { name: "a role that moves the cursor", code: "malformed", claim: (place) => ofLuc(place, {}, `${FORGED}\u001b[2J`) },
  { name: "a blank site", code: "malformed", claim: saying(() => ({ site: " " })) },
  { name: "a vouch by an organisation that somebody else has met in their place", claim: (place) => ofLuc(place, { by: place.insiders.Ligue }) },
  { name: "a vouch by an organisation whose account is gone", claim: (place) => ({ ...ofLuc(place), tampers: [goneAccount(place.organisation.account)] }) },
  { name: "a vouch with a key that nobody knows", code: "not_canonical", claim: (place) => ofLuc(place, { more: { hidden: true } }) },
  { name: "somebody else's cards for the organisation", code: "card", claim: (place) => swapped(place, place.insiders.Awa.cards) },
  { name: "the organisation's card before alone", code: "card", claim: (place) => swapped(place, place.insiders.before.cards) },
  {
    name: "another second card of the organisation's, by who has the keys before",
    code: "card",
    claim: async (place) => {
      const { before } = place.insiders;
      const stolen = randomKey();
      return signedBy(place, stolen, [...before.chain.signed, nextCard(before.chain.newest(), before.signing, stolen, await newRecipient())]);
    },
  },
  {
    name: "a next card of the organisation's that it never signed",
    code: "card",
    claim: async (place) => {
      const { Foyer } = place.insiders;
      const attacker = randomKey();
      return signedBy(place, attacker, [...Foyer.chain.signed, nextCard(Foyer.chain.newest(), attacker, attacker, await newRecipient())]);
    },
  },
];

/** Two months earlier, says the server with each answer. */
const lateClock: readonly Tamper[] = ["GET /mailboxes/{}", "GET /accounts/{}/cards", "PUT /mailboxes/{}/reply", "GET /keyring", "PUT /keyring"].map((route) => ({
  route,
  change: (answer) => ({ ...answer, headers: { ...answer.headers, date: new Date(Date.now() - 60 * DAY).toUTCString() } }),
}));

function swapped(place: Surety, cards: readonly SignedCard[]): Claim {
  return { ...ofLuc(place), tampers: [cardsOf(place.organisation.account, cards)] };
}

/** By the last of these cards, which the server shows as the organisation's. */
function signedBy(place: Surety, signing: Secret, cards: readonly SignedCard[]): Claim {
  const newest = cards.at(-1);
  if (newest === undefined) throw new Error("there is a card");
  const by = { account: place.organisation.account, signing };
  return { ...ofLuc(place, { by, said: { card: hashOf(newest.card) } }), tampers: [cardsOf(by.account, cards)] };
}

/** What Luc answers to an invitation of the holder's, whoever has changed it. */
function answer(name: string, code: string, change: (place: Surety, to: Invitation) => Promise<Bytes>): Meeting<Surety> {
  return {
    name: `in an answer: ${name}`,
    code: { commandLine: code, web: "refused" },
    who: ({ nadia }) => nadia,
    does: (device) => device.answers(),
    tamper: async (place) => {
      const text = await place.nadia.invites("--link");
      await place.luc.does("join", text, "--name", "Luc", "--yes");
      const to = readInvitation(text);
      const [find, sealed] = [await findOf(to.secret), encode(await change(place, to))];
      const replied = (one: Fields): Fields => (one["find"] === find ? { ...one, reply: { ...(one["reply"] as Fields), sealed } } : one);
      return [changeJson("GET /mailboxes", ({ mailboxes }) => ({ mailboxes: (mailboxes as Fields[]).map(replied) }))];
    },
  };
}

/** Signed by Luc, with this vouch. */
async function replyOf({ insiders: { Luc } }: Surety, { secret, inviter, card }: Invitation, vouch?: Fields): Promise<Bytes> {
  return sealReply({ secret, inviter, card }, Luc.account, Luc.chain.newest().hash, Luc.signing, { name: "Luc" }, vouch as Vouch | undefined);
}

const answers: readonly Meeting<Surety>[] = [
  answer("a vouch for somebody else", "vouch", (place, to) => replyOf(place, to, vouchFor(place, place.insiders.Awa, FORGED))),
  answer("a vouch in the organisation's name, by the member", "signature", (place, to) => replyOf(place, to, ofLuc(place, { by: place.insiders.Luc, said: asFoyer(place) }).vouch)),
  answer("a vouch that holds, and wasn't signed with the answer", "signature", async (place, to) => {
    const context = { context: "invite", inviter: to.inviter, invitee: place.insiders.Luc.account } as const;
    const { signature, ...said } = JSON.parse(new TextDecoder().decode(await openSealed(to.secret, context, await replyOf(place, to)))) as Fields;
    const whole = JSON.stringify({ ...said, vouch: ofLuc(place).vouch, signature });
    return seal(to.secret, context, padJson(utf8(whole), 1024));
  }),
];

interface Sent {
  name: string;
  by: (place: Surety) => Insider;
  vouch: (place: Surety) => Fields;
  /** It isn't even read: it stays where it is. */
  goes?: false;
}

const by = (who: keyof Surety["insiders"]) => (place: Surety) => place.insiders[who];

/** About Luc, whom the holder has met. */
const letters: readonly Sent[] = [
  { name: "a vouch that holds, by somebody whom it isn't about", goes: false, by: by("Awa"), vouch: (place) => ofLuc(place).vouch },
  { name: "a vouch that holds, by the organisation", by: by("Foyer"), vouch: (place) => ofLuc(place).vouch },
  { name: "a vouch for somebody else", goes: false, by: by("Luc"), vouch: (place) => vouchFor(place, place.insiders.Awa, FORGED) },
  { name: "a vouch that the member has signed", by: by("Luc"), vouch: (place) => ofLuc(place, { by: place.insiders.Luc, said: asFoyer(place) }).vouch },
  { name: "a vouch for longer than ninety days", by: by("Luc"), vouch: (place) => ofLuc(place, { said: { until: Date.now() + 91 * DAY } }).vouch },
  { name: "a vouch by an organisation that is known by a link only", by: by("Luc"), vouch: (place) => ofLuc(place, { by: place.insiders.Mairie }).vouch },
  { name: "a vouch with a key that nobody knows", goes: false, by: by("Luc"), vouch: (place) => ofLuc(place, { more: { hidden: true } }).vouch },
  { name: "a vouch with its keys in another order", goes: false, by: by("Luc"), vouch: (place) => Object.fromEntries(Object.entries(ofLuc(place).vouch).reverse()) },
];

const ofHolder = (place: Surety, vouching: Vouching = {}) => vouchFor(place, place.scene.insider, FORGED, vouching);

/** About the holder herself. */
const toMember: readonly Sent[] = [
  { name: "a vouch by an organisation that nobody knows", by: by("Croix"), vouch: (place) => ofHolder(place, { by: place.insiders.Croix }) },
  { name: "a vouch that holds, by somebody else", goes: false, by: by("Awa"), vouch: (place) => ofHolder(place) },
  { name: "a vouch by an organisation to which another history was shown", by: by("Relais"), vouch: (place) => ofHolder(place, { by: place.insiders.Relais }) },
  { name: "a vouch by an organisation that somebody else has met in their place", by: by("Ligue"), vouch: (place) => ofHolder(place, { by: place.insiders.Ligue }) },
  { name: "a vouch in the organisation's name, by its keys before", by: by("Foyer"), vouch: (place) => ofHolder(place, { by: place.insiders.before, said: asFoyer(place) }) },
  { name: "a vouch with its signature as reply", by: by("Foyer"), vouch: (place) => ofHolder(place, { type: "reply" }) },
  { name: "a vouch for somebody else", by: by("Foyer"), vouch: (place) => vouchFor(place, place.insiders.Awa, FORGED) },
  { name: "a vouch that is over", by: by("Foyer"), vouch: (place) => ofHolder(place, { said: { until: Date.now() - 1 } }) },
  { name: "a vouch for longer than ninety days", by: by("Foyer"), vouch: (place) => ofHolder(place, { said: { until: Date.now() + 91 * DAY } }) },
];

/** Letters that hold, while the server shows other cards as the organisation's. */
const swaps: readonly (Sent & { cards: (place: Surety) => readonly SignedCard[] })[] = [
  { name: "by the member, and somebody else's cards for the organisation", by: by("Luc"), vouch: (place) => ofLuc(place, {}, ROLE).vouch, cards: ({ insiders }) => insiders.Awa.cards },
  { name: "to the member, and the organisation's card before alone", by: by("Foyer"), vouch: (place) => vouchFor(place, place.scene.insider, ROLE), cards: ({ insiders }) => insiders.before.cards },
];

/** The holder follows an invitation of Luc's that says this. */
async function joins(place: Surety, client: string, vouch: Fields, tampers: readonly Tamper[]) {
  const { proxy, secrets } = place.scene;
  proxy.play([]);
  const device = await deviceOf(place.nadia, client, proxy.origin);
  const { text, tamper } = await greetingWith(place.luc, place.scene, vouch);
  proxy.play([tamper, ...tampers]);
  const outcome = await device.join(text);
  const { record } = proxy;
  expect(proxy.unused(), "changes that the client never met").toEqual([]);
  proxy.play([]);
  expect(secretsIn(record, secrets), "secrets that were sent").toEqual([]);
  return { outcome, record, device };
}

/** Somebody hands this in at the honest server; a device of the holder's that hasn't looked since. */
async function delivered({ nadia, ...place }: Surety, client: string, author: Insider, vouch: Fields): Promise<Neighbourly> {
  const { proxy, insider } = await look({ nadia, ...place });
  const device = await deviceOf(nadia, client, proxy.origin);
  const box = new Letterbox(insider);
  const letter: Said = { form: "vouch", label: { vouch } };
  await handIn(author, insider, box.whole(await box.write(author, letter)));
  return device;
}

/** The holder looks at what waits after somebody has handed this in; what was signed since. */
async function receives(place: Surety, client: string, author: Insider, vouch: Fields): Promise<{ device: Neighbourly; since: unknown[] }> {
  const { proxy, secrets } = place.scene;
  const before = (await look(place)).insider.acts.length;
  const device = await delivered(place, client, author, vouch);
  proxy.play([]);
  const { code, shown } = await device.letters();
  expect(code).toBeUndefined();
  expect(shown).not.toContain(FORGED);
  expect(secretsIn(proxy.record, secrets), "secrets that were sent").toEqual([]);
  const { acts } = (await look(place)).insider;
  return { device, since: acts.slice(before + 1).map(({ body }) => body?.form) };
}

/** The vouch that goes with the next invitation of the holder's. */
async function carried(device: Neighbourly, { scene }: Surety): Promise<unknown> {
  const { code, shown } = await device.invite("link");
  expect(code).toBeUndefined();
  return (await greetingOf(shown, scene))["vouch"];
}

async function expectNotVouched(device: Neighbourly): Promise<void> {
  const { code, shown } = await device.people();
  expect(code).toBeUndefined();
  expect(shown).toContain("Luc");
  for (const text of ["vouched", FORGED]) expect(shown).not.toContain(text);
}

async function expectVouched(device: Neighbourly, role: string): Promise<void> {
  const { shown } = await device.people();
  for (const text of ['"trust":"vouched"', role]) expect(shown).toContain(text);
}

async function newRecipient(): Promise<string> {
  return new Identity("mlkem768x25519", randomKey()).recipient();
}
