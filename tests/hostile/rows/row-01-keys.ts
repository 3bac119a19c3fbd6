import { expect, test } from "vitest";
import { CardChain, nextCard, type SignedCard } from "../../../web/src/protocol/account/card";
import type { Id } from "../../../web/src/protocol/id";
import { randomKey } from "../../../web/src/protocol/locker/keys";
import { findOf, readInvitation, type Invitation } from "../../../web/src/protocol/people/invitation";
import { sealReply } from "../../../web/src/protocol/people/reply";
import { encode } from "../../../web/src/protocol/bytes";
import { Identity } from "../../../web/src/protocol/to";
import { writeFrames } from "../../../web/src/protocol/act/frame";
import { Chronicle, type Signer } from "../harness/chronicle";
import { Insider } from "../harness/insider";
import { LEFT_OUT, runMeetings, type Meeting } from "../harness/meeting";
import { deviceOf, type Neighbourly } from "../harness/neighbourly";
import type { Tamper } from "../harness/proxy";
import { papers, type Scene } from "../harness/scene";
import { changeJson, goneAccount, optional, serveCards, serveLogOn } from "../harness/tampers";
import { look, Resident } from "../harness/town";
import type { Village } from "../harness/village";

/**
 * Rita has her second card, and Nadia and Luc know her by it. Whoever has the keys of her first, from a phone that was stolen, can make
 * another second card: a chain in which nothing is wrong but that it isn't the one that was met.
 */
interface Crossing {
  scene: Scene;
  village: Village;
  rita: Resident;
  /** Her two cards. */
  chain: CardChain;
  /** Her first card, and a second one of the attacker's; who signs by it. */
  forked: readonly SignedCard[];
  attacker: Signer;
  /** Whoever has what she had before her second card. */
  before: Insider;
  /** Of Nadia's: one to lend, and one in a folder that Rita is lent later. */
  paper: Id;
  folderPaper: Id;
}

export function row01(client: string, village: () => Village): void {
  let opened: Promise<Crossing> | undefined;
  runMeetings(1, meetings, client, () => (opened ??= openCrossing(village())));

  test(`row 1 · ${client} · no cards of one who has answered keep nobody else's answer from being heard, and theirs is heard once they are shown`, async () => {
    const { scene, nadia, people } = village();
    const { proxy } = scene;
    proxy.play([]);
    const inviter = await deviceOf(nadia, client, proxy.origin);
    for (const neighbour of [people.Luc, people.Samira]) {
      const { shown: invitation } = await inviter.invite("link");
      expect(await (await deviceOf(neighbour, client, proxy.origin)).join(invitation)).not.toHaveProperty("code");
    }
    proxy.play([goneAccount(people.Luc.account)]);
    const told = await inviter.answers();
    expect(told).not.toHaveProperty("code");
    expect(told.shown).toContain(people.Samira.account);
    expect(proxy.unused()).toEqual([]);
    proxy.play([]);
    expect((await inviter.answers()).shown).toContain(people.Luc.account);
  });
}

const meetings: readonly Meeting<Crossing>[] = [
  {
    name: "somebody else's cards for whom something is lent to",
    code: "card",
    who: ({ village }) => village.nadia,
    does: (device, { rita, paper }) => device.lend(paper, rita),
    tamper: ({ rita, village }) => [cardsOf(rita, village.insiders.Yusuf.cards)],
  },
  {
    name: "another card than the one that was met, for whom something is lent to",
    code: "card",
    who: ({ village }) => village.nadia,
    does: (device, { rita, paper }) => device.lend(paper, rita),
    tamper: ({ rita, forked }) => [cardsOf(rita, forked)],
  },
  {
    name: "the card before the one that was met, for whom something is lent to",
    code: "card",
    who: ({ village }) => village.nadia,
    does: (device, { rita, paper }) => device.lend(paper, rita),
    tamper: ({ rita, chain }) => [cardsOf(rita, chain.signed.slice(0, 1))],
  },
  {
    name: "a next card that only the attacker has signed, for whom something is lent to",
    code: "card",
    who: ({ village }) => village.nadia,
    does: (device, { rita, paper }) => device.lend(paper, rita),
    tamper: async ({ rita, chain }) => {
      const attacker = randomKey();
      return [cardsOf(rita, [...chain.signed, nextCard(chain.newest(), attacker, attacker, await newRecipient())])];
    },
  },
  {
    name: "another card than the grant's, for whom a new key is to be given to",
    code: "card",
    who: ({ village }) => village.nadia,
    late: true,
    does: (device, { folderPaper }) => device.rename(folderPaper, "Nouveau nom.txt"),
    tamper: async ({ rita, forked, village: { nadia, people, folders } }) => {
      await nadia.lends(folders.run, rita, "read");
      await nadia.does("revoke", await nadia.lends(folders.run, people.Yusuf, "read"));
      return [cardsOf(rita, forked)];
    },
  },
  {
    name: "another card than the invitation's, for whom invites",
    code: "card",
    who: ({ village }) => village.people.Awa,
    does: async (device, { rita }) => device.join(await rita.invites()),
    tamper: ({ rita, forked }) => [cardsOf(rita, forked)],
  },
  {
    name: "an invitation that is said to be somebody else's",
    code: "card",
    who: ({ village }) => village.people.Awa,
    does: async (device, { rita }) => device.join(await rita.invites()),
    tamper: ({ village }) => [changeJson("GET /mailboxes/{}", (mailbox) => ({ ...mailbox, inviter: village.people.Yusuf.account }))],
  },
  {
    name: "an answer that is said to be somebody else's",
    code: { commandLine: "commitment", web: "refused" },
    who: ({ rita }) => rita,
    does: (device) => device.answers(),
    tamper: async ({ rita, village }) => {
      const { find } = await answered(rita, village.people.Awa);
      return [changeReply(find, (reply) => ({ ...reply, account: village.people.Yusuf.account }))];
    },
  },
  {
    name: "an answer by whom the server has the invitation from, in somebody else's name",
    code: { commandLine: "signature", web: "refused" },
    who: ({ rita }) => rita,
    does: (device) => device.answers(),
    tamper: async ({ rita, village }) => {
      const { find, invitation } = await answered(rita, village.people.Awa);
      const { account, chain } = village.insiders.Yusuf;
      const sealed = await sealReply(answeredOf(invitation), account, chain.newest().hash, village.insiders.Awa.signing, { name: "Yusuf" });
      return [changeReply(find, (reply) => ({ ...reply, account, sealed: encode(sealed) }))];
    },
  },
  {
    name: "another card than the one that was met, of whom something is lent by",
    code: LEFT_OUT,
    hidden: ["Rita"],
    who: ({ village }) => village.people.Luc,
    does: (device) => device.loans(),
    tamper: ({ rita, forked }) => [cardsOf(rita, forked)],
  },
  ...[
    { what: "handed in", does: (device: Neighbourly, { rita }: Crossing) => device.handIn("Attestation.txt", "Attestation de Luc", rita) },
    { what: "asked", does: (device: Neighbourly, { rita }: Crossing) => device.ask(rita) },
  ].map(
    ({ what, does }): Meeting<Crossing> => ({
      name: `another card than the one that was met, of whom something is ${what} to, with an inbox by that card`,
      code: "card",
      who: ({ village }) => village.people.Luc,
      notes: ({ village }) => village.insiders.Luc.locker,
      does,
      tamper: async ({ rita, forked, attacker, before }) => [cardsOf(rita, forked), ...optional([inboxBy(attacker, before, await newRecipient())])],
    }),
  ),
  {
    name: "an inbox by the card before the one that was met, of whom something is handed in to",
    code: "card",
    who: ({ village }) => village.people.Luc,
    notes: ({ village }) => village.insiders.Luc.locker,
    does: (device, { rita }) => device.handIn("Attestation.txt", "Attestation de Luc", rita),
    tamper: async ({ before }) => [inboxBy(before, before, await newRecipient())],
  },
  {
    name: "what somebody has done with the keys of a card that was replaced",
    code: "card",
    who: ({ village }) => village.nadia,
    does: (device) => device.inbox(),
    tamper: async ({ village, rita, before }) => {
      const { nadia, folders } = village;
      await nadia.lends(folders.run, rita, "edit");
      const log = new Chronicle((await look(village)).insider);
      return serveLogOn(log.with(log.write(await log.added(folders.run), before)));
    },
  },
];

async function openCrossing(village: Village): Promise<Crossing> {
  const { scene, nadia, people } = village;
  const { origin } = scene.proxy;
  scene.proxy.play([]);
  const rita = await Resident.signUp(scene, "Rita");
  const before = await Insider.enter(origin, rita.holder);
  const { code } = await rita.device.rotate("phone");
  if (code !== undefined) throw new Error(`Rita doesn't change her keys: ${code}`);
  const { chain } = await Insider.enter(origin, rita.holder);
  await nadia.meets(rita);
  await rita.meets(people.Luc);
  await rita.lends(await rita.adds("Carte de Rita.txt", "Rita", "Papers"), people.Luc, "read");
  const signing = randomKey();
  const forked = [...before.chain.signed, nextCard(before.chain.newest(), before.signing, signing, await newRecipient())];
  const attacker = { account: rita.account, chain: new CardChain(rita.account, forked), signing };
  const [{ id: paper }, { id: folderPaper }] = [await scene.insider.document(papers.bail.name), await scene.insider.document(papers.jugement.name)];
  return { scene, village, rita, chain, forked, attacker, before, paper, folderPaper };
}

function cardsOf({ account }: Resident, cards: readonly SignedCard[]): Tamper {
  const { change, ...tamper } = serveCards(cards);
  return { ...tamper, change: (answer, asked) => (asked.path.includes(account) ? change(answer, asked) : answer) };
}

/** A tail that names an inbox by an act like the one that names the true one. */
function inboxBy(signer: Signer, holder: Insider, inbox: string): Tamper {
  const rotate = holder.acts.findLast(({ body }) => body?.form === "rotate" && body.inbox !== undefined);
  if (rotate?.body?.form !== "rotate") throw new Error("a locker has an inbox");
  const { author: _, card: __, body: ___, ...header } = rotate.header;
  const { epoch } = rotate.body;
  const forged = new Chronicle(holder).write({ ...rotate.body, inbox }, signer, 0, header);
  return changeJson("GET /lockers/{}/tail", (tail) => ({ ...tail, inbox, epoch, rotate: encode(writeFrames([forged])) }));
}

async function newRecipient(): Promise<string> {
  return new Identity("mlkem768x25519", randomKey()).recipient();
}

/** An invitation of hers that somebody has answered, and that she hasn't looked at since. */
async function answered(rita: Resident, by: Resident): Promise<{ find: string; invitation: Invitation }> {
  const text = await rita.invites("--link");
  await by.does("join", text, "--name", by.name, "--yes");
  const invitation = readInvitation(text);
  return { find: await findOf(invitation.secret), invitation };
}

function answeredOf({ secret, inviter, card }: Invitation) {
  return { secret, inviter, card };
}

type Fields = Record<string, unknown>;

function changeReply(find: string, change: (reply: Fields) => Fields): Tamper {
  return changeJson("GET /mailboxes", ({ mailboxes }) => ({
    mailboxes: (mailboxes as Fields[]).map((mailbox) => (mailbox["find"] === find ? { ...mailbox, reply: change(mailbox["reply"] as Fields) } : mailbox)),
  }));
}
