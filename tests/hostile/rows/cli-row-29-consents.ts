import { readFile, truncate, writeFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { decode, encode, utf8, type Bytes } from "../../../web/src/protocol/bytes";
import { SIGNATURE_TYPES, sign, type SignatureType } from "../../../web/src/protocol/sign";
import type { Insider } from "../harness/insider";
import type { Office } from "../harness/office";

/** The payload of a history of consents, as JSON has it; the parts of cards and of acts are base64url. */
interface Payload {
  locker: string;
  holder: string;
  time: number;
  cards: string[][][];
  acts: string[][];
  words: { seq: number; text: string }[];
}

/** Bytes that are read at most. */
const MOST = 64 * 1024 * 1024;
const TYPE = "application/vnd.armoire.consents+json";

/** A history that was taken out is shown to somebody who has neither locker nor server: only what is in it can say whether it is true. */
export function row29Consents(office: () => Office): void {
  let opened: Promise<Histories> | undefined;
  const histories = () => (opened ??= write(office()));
  const name = (of: string) => `row 29 · command line · ${of}`;

  test(name("a history of consents is what its holder has signed"), async () => {
    const { nadia, payload, file } = await histories();
    const verified = await verify(office(), file);
    expect(verified).not.toHaveProperty("code");
    expect(JSON.parse(verified.shown)).toMatchObject({ holder: nadia.account, acts: payload.acts.length });
    // What the tests sign again is as good.
    expect(await verify(office(), signed(nadia, payload))).not.toHaveProperty("code");
  });

  test(name("a history of consents without its last acts says how far it goes"), async () => {
    const { nadia, payload } = await histories();
    const acts = payload.acts.slice(0, -4);
    const words = payload.words.filter(({ seq }) => seq < acts.length);
    const verified = await verify(office(), signed(nadia, { ...payload, acts, words }));
    expect(JSON.parse(verified.shown)).toMatchObject({ acts: acts.length });
  });

  for (const [what, code, change] of altered) {
    test(name(`a history of consents: ${what}`), async () => {
      const known = await histories();
      const { shown, ...refused } = await verify(office(), change(known));
      expect(refused).toEqual({ exit: 8, code });
      expect(shown).toBe("");
    });
  }

  for (const type of SIGNATURE_TYPES.filter((one) => one !== "consents")) {
    test(`row 32 · command line · a history of consents, with its holder's signature of it as ${type}`, async () => {
      const { nadia, payload } = await histories();
      expect(await verify(office(), signed(nadia, payload, { type }))).toMatchObject({ exit: 8, code: "signature" });
    });
  }

  test(name("a history of consents of more than 64 MiB isn't read"), async () => {
    const path = await office().people.Luc.writes("consents.json", "{");
    await truncate(path, MOST + 1);
    expect(await office().people.Luc.device.run("consents", "--verify", path)).toMatchObject({ exit: 8, code: "too_large" });
  });
}

interface Histories {
  nadia: Insider;
  luc: Insider;
  file: Bytes;
  payload: Payload;
  /** Of another holder's. */
  another: Payload;
}

type Alteration = (known: Histories) => Bytes;

const altered: readonly (readonly [string, string, Alteration])[] = [
  ["an act left out", "seq", resigned(({ payload: { acts } }) => ({ acts: acts.filter((_, at) => at !== 5) }))],
  ["its first act left out", "locker", resigned(({ payload: { acts } }) => ({ acts: acts.slice(1) }))],
  ["two acts exchanged", "seq", resigned(({ payload: { acts } }) => ({ acts: exchanged(acts, 5, 6) }))],
  ["no act at all", "length", resigned(() => ({ acts: [], words: [] }))],
  ["an act of another history in its place", "locker", resigned(({ payload: { acts }, another }) => ({ acts: acts.map((act, at) => (at === 5 ? (another.acts.at(-1) ?? act) : act)) }))],
  ["the signature of another act", "signature", resigned(({ payload: { acts } }) => ({ acts: acts.map((act, at) => (at === 5 ? [act[0] ?? "", acts[6]?.[1] ?? "", ...act.slice(2)] : act)) }))],
  ["the body of another grant", "body", resigned(withOtherBody)],
  ["a body that isn't about consent", "kind", resigned(withOtherKind)],
  ["somebody else's cards for its holder", "card", resigned(({ payload: { cards }, another }) => ({ cards: [another.cards[0] ?? [], ...cards.slice(1)] }))],
  ["its authors' cards left out", "author", resigned(({ payload: { cards } }) => ({ cards: cards.slice(0, 1) }))],
  ["the cards of two authors exchanged", "card", resigned(({ payload: { cards } }) => ({ cards: exchanged(cards, 0, 1) }))],
  ["a card whose signature is another's", "card", resigned(({ payload: { cards }, another }) => ({ cards: [[[cards[0]?.[0]?.[0] ?? "", another.cards[0]?.[0]?.[1] ?? ""]], ...cards.slice(1)] }))],
  ["another holder's name", "card", resigned(({ luc }) => ({ holder: luc.account }))],
  ["the whole history of somebody else, under the holder's name", "card", ({ nadia, another }) => signed(nadia, { ...another, holder: nadia.account })],
  ["the whole history of somebody else, signed by the holder", "signature", ({ nadia, luc, another }) => signed({ ...pick(nadia), account: luc.account }, another)],
  ["the holder's, signed by somebody else", "signature", ({ nadia, luc, payload }) => signed({ ...pick(luc), account: nadia.account }, payload)],
  ["the holder's, in the name of somebody else who has signed it", "card", ({ luc, payload }) => signed(luc, payload)],
  ["another type of payload", "kind", ({ nadia, payload }) => signed(nadia, payload, { payloadType: "application/vnd.armoire.act+json" })],
  ["words about an act that there isn't", "seq", resigned(({ payload: { acts, words } }) => ({ words: [...words, { seq: acts.length, text: "Luc said yes." }] }))],
  ["words of the server's own", "signature", ({ file, payload }) => enveloped(file, utf8(JSON.stringify({ ...payload, words: [] })))],
  ["a key that nobody knows", "not_canonical", resigned(() => ({ hidden: true }))],
  ["a value inside ten thousand others", "not_canonical", ({ nadia }) => signedBytes(nadia, utf8(`${"[".repeat(10_000)}${"]".repeat(10_000)}`))],
  ["a byte too many", "not_canonical", ({ file }) => Uint8Array.of(...file, 0x20)],
  ["a byte too few", "not_canonical", ({ file }) => file.slice(0, -1)],
  ["another alphabet of base64", "malformed", ({ file, payload }) => utf8(new TextDecoder().decode(file).replace(/"payload":"[^"]*"/, `"payload":"${encode(utf8(JSON.stringify(payload)))}"`))],
];

async function write({ nadia, people, scene, insiders }: Office): Promise<Histories> {
  const paper = (await scene.insider.document("Bail rue des Lilas.txt")).id;
  await nadia.does("revoke", await nadia.lends(paper, people.Luc, "read"));
  await nadia.lends(paper, people.Samira, "read");
  const [file, other] = [await takenOut(nadia), await takenOut(people.Luc)];
  return { nadia: scene.insider, luc: insiders.Luc, file, payload: payloadOf(file), another: payloadOf(other) };
}

async function takenOut(who: Office["nadia"]): Promise<Bytes> {
  const path = `${await who.writes("folder", "")}-consents.json`;
  await who.does("consents", "-o", path);
  return new Uint8Array(await readFile(path));
}

function payloadOf(file: Bytes): Payload {
  const { payload } = JSON.parse(new TextDecoder().decode(file)) as { payload: string };
  return JSON.parse(Buffer.from(payload, "base64").toString()) as Payload;
}

/** Somebody who has nothing but the file. */
async function verify({ people }: Office, file: Bytes) {
  const path = await people.Awa.writes("consents.json", "");
  await writeFile(path, file);
  return people.Awa.device.run("consents", "--verify", path);
}

type Author = Pick<Insider, "account" | "signing">;

const pick = ({ account, signing }: Insider): Author => ({ account, signing });

function resigned(change: (known: Histories) => object): Alteration {
  return (known) => signed(known.nadia, { ...known.payload, ...change(known) });
}

function signed(by: Author, payload: Payload, more: { type?: SignatureType; payloadType?: string } = {}): Bytes {
  return signedBytes(by, utf8(JSON.stringify(payload)), more);
}

function signedBytes({ account, signing }: Author, payload: Bytes, { type = "consents", payloadType = TYPE }: { type?: SignatureType; payloadType?: string } = {}): Bytes {
  const signatures = [{ keyid: account, sig: base64(sign(type, signing, payload)) }];
  return utf8(JSON.stringify({ payload: base64(payload), payloadType, signatures }));
}

/** Another payload under the signature that there was. */
function enveloped(file: Bytes, payload: Bytes): Bytes {
  const envelope = JSON.parse(new TextDecoder().decode(file)) as object;
  return utf8(JSON.stringify({ ...envelope, payload: base64(payload) }));
}

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64");

function exchanged<T>(list: readonly T[], one: number, other: number): T[] {
  const swapped = [...list];
  [swapped[one], swapped[other]] = [list[other] as T, list[one] as T];
  return swapped;
}

const kindOf = ([, , body]: string[]): unknown => (body === undefined ? undefined : (JSON.parse(new TextDecoder().decode(decode(body))) as { kind: unknown }).kind);

function withOtherBody({ payload: { acts } }: Histories) {
  const [first, second] = acts.filter((act) => kindOf(act) === "grant");
  return { acts: acts.map((act) => (act === first ? [act[0] ?? "", act[1] ?? "", second?.[2] ?? ""] : act)) };
}

/** The body of an act that says nothing of consent, which is the holder's to show and no history's. */
function withOtherKind({ nadia, payload: { acts } }: Histories) {
  const at = acts.findIndex(([, , body], seq) => body === undefined && nadia.acts[seq]?.bodyBytes !== undefined);
  const body = encode(nadia.acts[at]?.bodyBytes ?? new Uint8Array(0));
  return { acts: acts.map((act, seq) => (seq === at ? [...act, body] : act)) };
}
