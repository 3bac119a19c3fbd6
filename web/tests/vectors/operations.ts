import { readBody } from "../../src/protocol/act/read-body";
import { readHeader } from "../../src/protocol/act/header";
import { CardChain } from "../../src/protocol/account/card";
import { Chains } from "../../src/protocol/account/chains";
import { DeviceSecret } from "../../src/protocol/account/device-slot";
import { readPin, readPocketCode } from "../../src/protocol/account/digits";
import { openName } from "../../src/protocol/account/name";
import { PasskeySecret, passkeyInput } from "../../src/protocol/account/passkey-slot";
import { pocketKey } from "../../src/protocol/account/pocket-key";
import { openCardSlot } from "../../src/protocol/account/card-slot";
import { readHandle } from "../../src/protocol/account/handle";
import { keyringFields, mergeKeyrings, openKeyring, readKeyring } from "../../src/protocol/account/keyring";
import { RecoverySecret, readGroups, readQr } from "../../src/protocol/account/recovery-card";
import { readWords, showWords, type WordIndexes } from "../../src/protocol/account/words";
import { WordsSecret } from "../../src/protocol/account/words-slot";
import { compare, decode, encode, hashOf, utf8, type Bytes, type Hash, type Text64 } from "../../src/protocol/bytes";
import { signChange } from "../../src/protocol/change";
import { derive } from "../../src/protocol/derive";
import type { RecipientType } from "../../src/protocol/hazmat/age";
import type { GrantId } from "../../src/protocol/act/people";
import type { ObjectName } from "../../src/protocol/act/body";
import type { Id } from "../../src/protocol/id";
import { LABEL } from "../../src/protocol/limits";
import { openActText } from "../../src/protocol/locker/act-text";
import { earlierKey, openNodeKey } from "../../src/protocol/locker/keys";
import { openDocumentLabel, openFolderLabel } from "../../src/protocol/locker/label";
import { openPayload } from "../../src/protocol/locker/payload";
import { livingList, readList, writeList } from "../../src/protocol/log/living";
import { LogReader, checkPin, type Signatures } from "../../src/protocol/log/reader";
import type { Locker, Place } from "../../src/protocol/log/state";
import { openGreeting } from "../../src/protocol/people/greeting";
import { keptOf } from "../../src/protocol/people/kept-vouch";
import { readPerson, type Pinned } from "../../src/protocol/people/person";
import { trustIn } from "../../src/protocol/people/trust";
import { checkVouch, readVouchBytes } from "../../src/protocol/people/vouch";
import { exposeInvitation, findOf, readInvitation, type Carrier } from "../../src/protocol/people/invitation";
import { openHandedIn } from "../../src/protocol/people/handed-in";
import { readKeptLetter, writeLetter } from "../../src/protocol/people/letter";
import type { MeetingId } from "../../src/protocol/people/meeting";
import { openNote, sealNote } from "../../src/protocol/people/note";
import { Referent } from "../../src/protocol/people/referent";
import { openReply, verifyReply } from "../../src/protocol/people/reply";
import { View, type BoxSays } from "../../src/protocol/log/view";
import { paddedLength } from "../../src/protocol/padding";
import { readSealedJson } from "../../src/protocol/sealed-json";
import { openSealed } from "../../src/protocol/seal";
import { publicKeyOf, sign, verify, type SignatureType } from "../../src/protocol/sign";
import { Identity, openAddressed } from "../../src/protocol/to";
import type { Secret } from "../../src/protocol/secret";
import { Input } from "./input";
import { derivationOf, placeOf } from "./places";
import { toCalendar } from "../../src/worker/people/calendar";

type Output = Record<string, unknown>;

/** Every operation of tests/vectors/README.md, as this implementation does it. */
export const operations: Record<string, (input: Input) => Output | Promise<Output>> = {
  open: async (input) => ({
    plaintext: encode(await openSealed(input.secret("key"), placeOf(input.text("context"), input.list("fields")), input.bytes("sealed"))),
  }),
  derive: async (input) => ({ key: exposed(await derive(input.secret("key"), derivationOf(input.text("context"), input.list("fields")))) }),
  sign: (input) => ({
    key: encode(publicKeyOf(input.secret("seed"))),
    signature: encode(sign(input.text("type") as SignatureType, input.secret("seed"), input.bytes("bytes"))),
  }),
  verify: (input) => {
    verify(input.text("type") as SignatureType, input.bytes("key"), input.bytes("bytes"), input.bytes("signature"));
    return {};
  },
  change: (input) => {
    const signer = { account: input.id("account"), card: input.text("card") as ReturnType<typeof hashOf>, seed: input.secret("seed") };
    return { signature: signChange(signer, input.text("request"), input.bytes("body")) };
  },
  identity: async (input) => {
    const identity = new Identity(input.text("recipient_type") as RecipientType, input.secret("seed"));
    return { identity: identity.exposeText(), recipient: await identity.recipient() };
  },
  open_from: async (input) => ({ plaintext: encode(await openAddressed(identityOf(input.text("identity")), input.bytes("file"))) }),
  header: (input) => {
    readHeader(input.bytes("bytes"));
    return { hash: hashOf(input.bytes("bytes")) };
  },
  body: (input) => ({ kind: readBody(input.bytes("bytes")).kind, hash: hashOf(input.bytes("bytes")) }),
  list: (input) => ({ length: readList(input.bytes("bytes")).length, hash: hashOf(input.bytes("bytes")) }),
  cards: (input) => {
    const { content, hash } = new CardChain(input.id("account"), input.cards("cards")).newest();
    return { number: content.number, signing: content.signing, recipient: content.recipient, hash };
  },
  words: (input) => {
    const { language, indexes } = readWords(input.text("text"));
    return { language, indexes };
  },
  words_text: (input) => {
    const indexes = input.list("indexes") as unknown as WordIndexes;
    return { fr: showWords(indexes, "fr").join(" "), en: showWords(indexes, "en").join(" "), numbers: showWords(indexes, "numbers").join(" ") };
  },
  words_secret: async (input) => {
    const secret = await WordsSecret.derive(readWords(input.text("text")).indexes, input.text("origin"), readHandle(input.text("handle")));
    return { secret: exposed(secret.exposeSecret()), auth: exposed(await secret.auth()) };
  },
  words_slot: async (input) => ({
    account_key: exposed(await new WordsSecret(input.secret("secret")).openSlot(input.id("account"), input.id("slot"), input.bytes("sealed"))),
  }),
  handle: (input) => ({ handle: readHandle(input.text("text")) }),
  recovery_card: async (input) => {
    const secret = new RecoverySecret(input.secret("secret"));
    return {
      groups: secret.exposeGroups().join(" "),
      qr: secret.exposeQr(input.id("account"), input.text("origin")),
      find: await secret.find(),
      auth: exposed(await secret.auth()),
      recipient: await (await secret.identity()).recipient(),
    };
  },
  recovery_typed: (input) => ({ secret: exposed(readGroups(input.text("text")).exposeSecret()) }),
  recovery_qr: (input) => {
    const { secret, account, origin } = readQr(input.text("text"));
    return { secret: exposed(secret.exposeSecret()), account, origin };
  },
  card_slot: async (input) => {
    const secret = new RecoverySecret(input.secret("secret"));
    return { account_key: exposed(await openCardSlot(secret, input.id("account"), input.id("slot"), input.bytes("file"))) };
  },
  device_slot: async (input) => {
    const device = new DeviceSecret(input.secret("secret"));
    const pin = readPin(input.text("pin"));
    const key = await device.openSlot(pin, input.secret("pepper"), input.id("account"), input.id("slot"), input.bytes("sealed"));
    return { find: await device.find(), auth: exposed(await device.proof(pin)), account_key: exposed(key) };
  },
  passkey_slot: async (input) => {
    const passkey = PasskeySecret.read(input.bytes("secret"));
    const key = await passkey.openSlot(input.id("account"), input.id("slot"), input.bytes("sealed"));
    return { find: await passkey.find(), auth: exposed(await passkey.auth()), account_key: exposed(key) };
  },
  passkey_input: (input) => ({ input: encode(passkeyInput(input.text("origin"))) }),
  pocket_key: async (input) => ({ key: exposed(await pocketKey(input.secret("device"), readPocketCode(input.text("code")), input.bytes("salt"))) }),
  name: async (input) => {
    const place = { account: input.id("account"), id: input.text("id") };
    return { name: await openName(input.secret("account_key"), place, input.bytes("sealed")) };
  },
  keyring: async (input) => {
    const { text, number } = { text: input.id("account"), number: input.number("version") };
    return { json: keyringFields(await openKeyring(input.secret("account_key"), text, number, input.number("seen"), input.bytes("sealed"))) };
  },
  keyring_merge: (input) => ({ json: keyringFields(mergeKeyrings(readKeyring(input.value("newer")), readKeyring(input.value("older")))) }),
  invitation: (input) => {
    const { inviter, card, secret, origin, carrier } = readInvitation(input.text("text"));
    return { inviter, card, secret: exposed(secret), origin, carrier };
  },
  invitation_texts: async (input) => {
    const invitation = { inviter: input.id("inviter"), card: input.text("card") as Hash, secret: input.secret("secret"), origin: input.text("origin") };
    const text = (carrier: Carrier) => exposeInvitation({ ...invitation, carrier });
    return { qr: text("qr"), link: text("link"), find: await findOf(input.secret("secret")) };
  },
  greeting: async (input) => {
    const { introduction, vouch } = await openGreeting(input.secret("secret"), input.id("inviter"), input.bytes("sealed"));
    return { ...introduction, ...(vouch && { vouch }) };
  },
  reply: async (input) => {
    const to = { secret: input.secret("secret"), inviter: input.id("inviter"), card: input.text("card") as Hash };
    const reply = await openReply(to, input.id("invitee"), input.bytes("sealed"));
    const card = verifyReply(reply, new CardChain(input.id("invitee"), input.cards("cards")));
    return { ...reply.introduction, ...(reply.vouch && { vouch: reply.vouch }), number: card.content.number };
  },
  vouch: (input) => {
    const vouch = readVouchBytes(input.bytes("vouch"));
    const pin = input.value("pin") as unknown as Pinned;
    checkVouch(vouch, input.id("member"), pin, new CardChain(pin.account, input.cards("cards")), input.number("now"));
    const { card: _, ...kept } = keptOf(vouch);
    return { ...kept };
  },
  trust: (input) => {
    const [person, ...people] = [input.value("person"), ...(input.list("people") as unknown as Output[])].flatMap((fields) => readPerson(fields) ?? []);
    if (person === undefined) throw new Error("no person");
    const shown = trustIn(person, people, input.number("now"));
    return { trust: shown.trust, ...(shown.trust === "vouched" && { by: shown.by.account }) };
  },
  letter: async (input) => {
    const place = { author: input.id("author"), locker: input.id("locker"), epoch: input.number("epoch"), node: input.id("node"), objects: input.list("objects") as unknown as ObjectName[] };
    const { what, heads } = await openHandedIn(identityOf(input.text("identity")), place, input.number("time"), input.bytes("file"));
    const pairs = Object.fromEntries(Object.entries(heads).map(([key, { seq, hash }]: [string, Place]) => [key, [seq, hash]]));
    return { form: what.form, label: what.form === "paper" ? { name: what.label.name } : writeLetter(what), ...pairs };
  },
  note: async (input) => {
    const place = { locker: input.id("locker"), node: input.id("node"), version: input.number("version") };
    const again = await sealNote(input.secret("key"), place, await openNote(input.secret("key"), place, input.bytes("sealed")));
    return { json: readSealedJson(await openSealed(input.secret("key"), { context: "label", ...place }, again), LABEL) };
  },
  referent: (input) => {
    const referent = Referent.read(input.list("steps"));
    const letter = input.has("letter") ? readKeptLetter(input.text("form"), input.value("letter")) : undefined;
    const taken = letter && referent.takenFrom(letter, input.text("act") as Hash, input.number("time"));
    return { state: referent.newest?.state ?? "none", ...(taken && { taken }) };
  },
  calendar: (input) => {
    const [sequence, written, start, end] = [input.number("sequence"), input.number("written"), input.number("start"), input.number("end")] as const;
    const words = { title: input.text("title"), ...(input.has("place") && { place: input.text("place") }) };
    return { file: encode(utf8(toCalendar({ meeting: input.text("meeting") as MeetingId, account: input.id("account"), sequence, written, start, end, ...words, off: input.text("off") === "yes" }))) };
  },
  node_key: async (input) => ({
    key: exposed(await openNodeKey(input.secret("parent"), nodeEpoch(input), input.bytes("sealed"))),
  }),
  earlier_key: async (input) => {
    const priors = new Map(input.list("priors").map((value) => priorOf(new Input(value as Output))));
    return { key: exposed(await earlierKey(input.secret("key"), nodeEpoch(input), input.number("wanted"), (epoch) => priors.get(epoch))) };
  },
  label: async (input) => {
    const place = { locker: input.id("locker"), node: input.id("node"), version: input.number("version") };
    const open = input.text("kind") === "folder" ? openFolderLabel : openDocumentLabel;
    return { json: await open(input.secret("key"), place, input.bytes("sealed")) };
  },
  act_text: async (input) => {
    const place = { locker: input.id("locker"), node: input.id("node"), kind: input.text("kind"), salt: input.text("salt") as Text64 };
    return { text: encode(await openActText(input.secret("key"), place, input.bytes("sealed"))) };
  },
  payload: async (input) => {
    const name = { size: input.number("size"), sha256: input.text("sha256") as ReturnType<typeof hashOf> };
    const plaintext = await openPayload(identityOf(input.text("identity")), name, input.number("length"), input.bytes("file"));
    return { plaintext: encode(plaintext) };
  },
  padded: (input) => ({ padded: paddedLength(input.number("length")) }),
  frames: (input) => ({
    acts: input.acts("bytes").map((act) => ({ hash: act.hash, seq: act.header.seq, body: act.body !== undefined, beside: act.beside.length })),
  }),
  log: (input) => {
    const acts = input.acts("acts");
    const { locker } = LogReader.open(input.id("locker"), acts, chainsOf(input), input.text("signatures") as Signatures);
    const pin = input.maybe("pin");
    if (pin !== undefined) checkPin(locker, acts, pin as unknown as Place);
    return {
      ...locker.head,
      living: hashOf(writeList(livingList(locker))),
      folders: versions(locker.folders),
      documents: versions(locker.documents),
      ...(input.has("others") && people(locker)),
    };
  },
  view: (input) => {
    const [grant] = input.acts("grant");
    const box = boxOf(new Input(input.value("lent")));
    const view = new View(grant!, input.id("grantee"), { box, file: input.bytes("file") }, input.acts("acts"), chainsOf(input));
    const { folders, documents } = view.state;
    const unconfirmed = [...documents.keys()].filter((id) => !view.isConfirmed(id)).sort(byBytes);
    return { folders: versions(folders), documents: versions(documents), unconfirmed, over: view.isOver };
  },
};

/** The holder's cards, and other people's where there are any. */
function chainsOf(input: Input): Chains {
  const holder = Chains.of(new CardChain(input.id("holder"), input.cards("cards")));
  if (!input.has("others")) return holder;
  const others = input.list("others").map((value) => new Input(value as Output));
  return others.reduce((chains, other) => chains.with(new CardChain(other.id("account"), other.cards("cards"))), holder);
}

/** What other people make of a locker, in the order of its ids' bytes. */
function people({ grants, exposed, deposits }: Locker): Output {
  const keys = [...exposed.values()].map(({ node, keyNode, given }) => [node, keyNode, given.epoch, given.turn] as const);
  return {
    grants: [...grants.keys()].sort((one, other) => compare(decode(one), decode(other))),
    exposed: keys.sort(([node, keyNode], [other, otherKey]) => byBytes(node + keyNode, other + otherKey)),
    deposits: [...deposits.keys()].sort(byBytes),
  };
}

/** Ids in the order of their bytes: base32 has its digits last. */
function byBytes(one: string, other: string): number {
  const lastly = (id: string) => id.replace(/[2-7]/g, (digit) => `{${digit}`);
  return lastly(one) < lastly(other) ? -1 : 1;
}

/** What a box says: `living` as `[seq, hash]`. */
function boxOf(said: Input): BoxSays {
  const living = said.list("living").map((listed) => {
    const [seq, hash] = listed as [number, Hash];
    return { seq, hash };
  });
  const turn = said.has("turn") ? { turn: said.number("turn") } : {};
  return { locker: said.id("locker"), node: said.id("node"), epoch: said.number("epoch"), ...turn, grant: said.text("grant") as GrantId, living };
}

function exposed(secret: Secret): Text64 {
  return encode(secret.exposeBytes());
}

function identityOf(text: string): Identity {
  return Identity.read(text.startsWith("AGE-SECRET-KEY-PQ-") ? "mlkem768x25519" : "X25519", text);
}

function nodeEpoch(input: Input): { locker: Id; node: Id; epoch: number } {
  return { locker: input.id("locker"), node: input.id("node"), epoch: input.number("epoch") };
}

function priorOf(input: Input): [number, Bytes] {
  return [input.number("epoch"), input.bytes("prior")];
}

function versions(nodes: ReadonlyMap<Id, { version: number }>): Record<string, number> {
  return Object.fromEntries([...nodes].map(([id, { version }]) => [id, version]));
}
