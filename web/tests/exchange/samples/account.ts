import { CardChain, firstCard, nextCard, type SignedCard } from "../../../src/protocol/account/card";
import { sealCardSlot } from "../../../src/protocol/account/card-slot";
import { DeviceSecret } from "../../../src/protocol/account/device-slot";
import { readPin } from "../../../src/protocol/account/digits";
import { readHandle } from "../../../src/protocol/account/handle";
import { sealKeyring, type Keyring } from "../../../src/protocol/account/keyring";
import { sealName } from "../../../src/protocol/account/name";
import { PasskeySecret } from "../../../src/protocol/account/passkey-slot";
import { RecoverySecret } from "../../../src/protocol/account/recovery-card";
import { LANGUAGES, generateWords, showWords } from "../../../src/protocol/account/words";
import { WordsSecret } from "../../../src/protocol/account/words-slot";
import { encode, hashOf } from "../../../src/protocol/bytes";
import { randomBytes } from "../../../src/protocol/hazmat/random";
import { accountId, randomId } from "../../../src/protocol/id";
import { randomKey } from "../../../src/protocol/locker/keys";
import { publicKeyOf } from "../../../src/protocol/sign";
import { Identity } from "../../../src/protocol/to";
import { withDamage, type Sample } from "./sample";

const ORIGIN = "https://armoire.example:8443";

/** Cards, keyring, words and the recovery card. */
export async function accountSamples(): Promise<Sample[]> {
  return [...(await cardSamples()), ...(await wordsSamples()), ...(await recoverySamples()), ...(await otherWaysSamples()), ...(await keyringSamples())];
}

async function cardSamples(): Promise<Sample[]> {
  const seeds = [randomKey(), randomKey(), randomKey()] as const;
  const recipient = await Identity.random("mlkem768x25519").recipient();
  const account = accountId(publicKeyOf(seeds[0]));
  const first = firstCard(seeds[0], recipient);
  const second = nextCard(new CardChain(account, [first]).newest(), seeds[0], seeds[1], recipient);
  const third = nextCard(new CardChain(account, [first, second]).newest(), seeds[1], seeds[2], recipient);
  const input = (...cards: SignedCard[]) => ({ account, cards: cards.map(asText) });
  return [
    { name: "cards/one", input: input(first) },
    { name: "cards/three", input: input(first, second, third) },
    { name: "cards/gap", input: input(first, third), expect: "card" },
    { name: "cards/not-endorsed", input: input(first, { card: second.card, signature: second.signature }), expect: "card" },
  ];
}

async function wordsSamples(): Promise<Sample[]> {
  const indexes = generateWords();
  const handle = readHandle("Nadia 4821");
  const secret = await WordsSecret.derive(indexes, ORIGIN, handle);
  const [account, slot] = [randomId(), randomId()];
  const sealed = encode(await secret.sealSlot(account, slot, randomKey()));
  const input = { secret: encode(secret.exposeSecret().exposeBytes()), account, slot, sealed };
  return [
    { name: "words_text/fresh", input: { indexes } },
    ...LANGUAGES.map((language) => ({
      name: `words_secret/${language}`,
      input: { text: showWords(indexes, language).join(" "), origin: ORIGIN, handle },
    })),
    { name: "words_slot/other-account", input: { ...input, account: randomId() }, expect: "commitment" },
    ...withDamage({ name: "words_slot/fresh", input }, "sealed", "tampered", "tampered"),
  ];
}

async function recoverySamples(): Promise<Sample[]> {
  const card = RecoverySecret.generate();
  const secret = encode(card.exposeSecret().exposeBytes());
  const [account, slot] = [randomId(), randomId()];
  const recipient = await (await card.identity()).recipient();
  const file = encode(await sealCardSlot(recipient, account, slot, randomKey()));
  return [
    { name: "recovery_card/fresh", input: { secret, account, origin: ORIGIN } },
    { name: "recovery_typed/fresh", input: { text: card.exposeGroups().join("-") } },
    { name: "recovery_qr/fresh", input: { text: card.exposeQr(account, ORIGIN) } },
    { name: "card_slot/fresh", input: { secret, account, slot, file } },
    { name: "card_slot/other-slot", input: { secret, account, slot: randomId(), file }, expect: "slot" },
  ];
}

async function otherWaysSamples(): Promise<Sample[]> {
  const [account, slot, accountKey] = [randomId(), randomId(), randomKey()];
  const [device, pepper, passkey] = [randomKey(), randomKey(), randomKey()];
  const place = { account, slot };
  const secretOf = (key: typeof device) => encode(key.exposeBytes());
  const bySlot = { secret: secretOf(device), pepper: secretOf(pepper), pin: "042517", ...place };
  const withPin = encode(await new DeviceSecret(device).sealSlot(readPin("042517"), pepper, account, slot, accountKey));
  const withPasskey = encode(await new PasskeySecret(passkey).sealSlot(account, slot, accountKey));
  const name = encode(await sealName(accountKey, { account, id: slot }, "Téléphone de Léa"));
  return [
    { name: "device_slot/other-pin", input: { ...bySlot, pin: "042518", sealed: withPin }, expect: "commitment" },
    ...withDamage({ name: "device_slot/fresh", input: { ...bySlot, sealed: withPin } }, "sealed", "tampered", "tampered"),
    ...withDamage({ name: "passkey_slot/fresh", input: { secret: secretOf(passkey), ...place, sealed: withPasskey } }, "sealed", "tampered", "tampered"),
    ...withDamage({ name: "name/fresh", input: { account_key: secretOf(accountKey), account, id: slot, sealed: name } }, "sealed", "tampered", "tampered"),
    { name: "passkey_input/fresh", input: { origin: ORIGIN } },
    { name: "pocket_key/fresh", input: { device: secretOf(device), code: "48251", salt: encode(randomBytes(16)) } },
  ];
}

async function keyringSamples(): Promise<Sample[]> {
  const accountKey = randomKey();
  const account = randomId();
  const keyring: Keyring = {
    handle: readHandle("nadia4821"),
    signing: randomKey(),
    identity: randomKey(),
    card: 2,
    recovery: await Identity.random("X25519").recipient(),
    lockers: [{ locker: randomId(), root: randomKey(), seq: 12, hash: hashOf(randomBytes(8)), unknown: { later: [1] } }],
    people: [{ account: randomId(), name: "Léa" }],
    invitations: [{ secret: encode(randomBytes(32)), card: hashOf(randomBytes(8)), kind: "qr", until: 5 }],
    unknown: { later: { kept: true } },
  };
  const sealed = encode(await sealKeyring(accountKey, account, 3, keyring));
  const input = { account_key: encode(accountKey.exposeBytes()), account, version: 3, seen: 2, sealed };
  return [
    { name: "keyring/rolled-back", input: { ...input, seen: 4 }, expect: "rolled_back" },
    ...withDamage({ name: "keyring/fresh", input }, "sealed", "tampered", "tampered"),
  ];
}

function asText({ card, signature, endorsement }: SignedCard): Record<string, string> {
  return { card: encode(card), signature: encode(signature), ...(endorsement && { endorsement: encode(endorsement) }) };
}
