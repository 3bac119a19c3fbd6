import { expect, test } from "vitest";
import { encode, hashOf, utf8, type Bytes } from "../../../web/src/protocol/bytes";
import { SIGNATURE_HEADER, signChange, type Signer } from "../../../web/src/protocol/change";
import { randomBytes } from "../../../web/src/protocol/hazmat/random";
import { randomId } from "../../../web/src/protocol/id";
import { randomKey } from "../../../web/src/protocol/locker/keys";
import { firstCard } from "../../../web/src/protocol/account/card";
import { Identity } from "../../../web/src/protocol/to";
import { Insider } from "../harness/insider";
import { ask, type Raw } from "../harness/raw";
import { apart, type Scene } from "../harness/scene";
import { everyWay, tryToEnter } from "./server-row-21-old-ways";
import { signIn } from "./server-row-23-sessions";

/** What somebody can do who has the token of a session and nothing else: no key, no word, no card. */
export function stolen(scene: () => Scene): void {
  const name = (of: string) => `row 23 · server · ${of}`;

  test(name("a stolen session destroys nothing, and adds nothing that lets anybody in again"), async () => {
    const own = await apart(scene());
    const { proofs } = await everyWay(own);
    const token = await signIn(own, own.holder);
    const before = await state(own, token);
    for (const [what, asked] of Object.entries(await thefts(own, token))) {
      expect(await send(own, token, asked), what).toMatchObject({ status: 403, code: "signature_required" });
    }
    expect(await state(own, token)).toEqual(before);
    for (const proof of Object.values(proofs)) expect((await tryToEnter(own, proof)).status, String(proof["kind"])).toBe(200);
    expect((await own.webVault.arrive()).code, "of the holder, afterwards").toBeUndefined();
  });

  test(name("no signature but the newest card's, for this account, request and body, lets a stolen session do so"), async () => {
    const own = await apart(scene());
    const token = await signIn(own, own.holder);
    const before = await state(own, token);
    const holder: Signer = { account: own.insider.account, card: own.insider.chain.newest().hash, seed: own.insider.signing };
    const elsewhere: Signer = { account: scene().insider.account, card: scene().insider.chain.newest().hash, seed: scene().insider.signing };
    for (const [what, { method, path, body }] of Object.entries(await thefts(own, token))) {
      const bytes = utf8(body);
      const forged = {
        "the thief's own": signChange({ ...holder, seed: randomKey() }, `${method} ${path}`, bytes),
        "another account's": signChange(elsewhere, `${method} ${path}`, bytes),
        "another account's, in this one's name": signChange({ ...holder, seed: elsewhere.seed }, `${method} ${path}`, bytes),
        "for another card": signChange({ ...holder, card: elsewhere.card }, `${method} ${path}`, bytes),
        "for another request": signChange(holder, `${method} /session/name`, bytes),
        "for another method": signChange(holder, `PATCH ${path}`, bytes),
        "for another body": signChange(holder, `${method} ${path}`, utf8(`${body} `)),
        "of 63 bytes": encode(randomBytes(63)),
      };
      for (const [whose, signature] of Object.entries(forged)) {
        const answer = await send(own, token, { method, path, body }, signature);
        expect(answer, `${what}, with a signature ${whose}`).toMatchObject({ status: 403, code: "signature_required" });
      }
    }
    expect(await state(own, token)).toEqual(before);
  });

  test(name("who has the keys from before a rotation, and a new session, changes nothing"), async () => {
    const own = await apart(scene());
    const { account, chain, signing } = own.insider;
    const old: Signer = { account, card: chain.newest().hash, seed: signing };
    await (await own.webVault.own("words")).rotate("phone");
    const token = await signIn(own, own.holder);
    const before = await state(own, token);
    const newest = (await Insider.enter(own.proxy.origin, own.holder)).chain.newest().hash;
    expect(newest).not.toBe(old.card);
    for (const signer of [old, { ...old, card: newest }]) {
      for (const [what, asked] of Object.entries(await thefts(own, token))) {
        const answer = await send(own, token, asked, signChange(signer, `${asked.method} ${asked.path}`, utf8(asked.body)));
        expect(answer, what).toMatchObject({ status: 403, code: "signature_required" });
      }
    }
    expect(await state(own, token)).toEqual(before);
    expect((await own.webVault.arrive()).code).toBeUndefined();
  });

  test(name("a stolen session rotates nothing: the next card is endorsed by the one before"), async () => {
    const own = await apart(scene());
    const token = await signIn(own, own.holder);
    const before = await state(own, token);
    const [signing, identity] = [randomKey(), randomKey()];
    const { card, signature } = firstCard(signing, await new Identity("mlkem768x25519", identity).recipient());
    const { version } = own.insider;
    const keyring = { expected: version, version: version + 1, sealed: encode(withSuite(randomBytes(400))) };
    const { id, sealed } = own.insider.session.slot;
    const { slots } = JSON.parse((await ask(own, "GET", "/slots", { token })).body) as { slots: { id: string; kind: string; sealed: string }[] };
    const keep = [{ id, sealed: encode(sealed) }, ...slots.filter(({ kind }) => kind === "card").map((slot) => ({ id: slot.id, sealed: slot.sealed }))];
    const body = JSON.stringify({ card: { card: encode(card), signature: encode(signature) }, keyring, slots: [], keep, lockers: [] });
    expect(await send(own, token, { method: "POST", path: "/account/rotation", body })).toMatchObject({ status: 422, code: "card_refused" });
    expect(await state(own, token)).toEqual(before);
  });
}

interface Theft {
  method: string;
  path: string;
  body: string;
}

/** Everything by which a locker would be lost, or be somebody else's. */
async function thefts(scene: Scene, token: string): Promise<Record<string, Theft>> {
  const { version } = JSON.parse((await ask(scene, "GET", "/keyring", { token })).body) as { version: number };
  const { slots } = JSON.parse((await ask(scene, "GET", "/slots", { token })).body) as { slots: { id: string }[] };
  const all = slots.map(({ id }) => id);
  const json = (method: string, path: string, body: object): Theft => ({ method, path, body: JSON.stringify(body) });
  return {
    "noise as the keyring": json("PUT", "/keyring", { expected: version, version: version + 1, sealed: encode(withSuite(randomBytes(400))) }),
    "no way in but the thief's": json("POST", "/account/ways", { add: [garbage("words", "thief0000")], remove: all }),
    "one way in less": json("POST", "/account/ways", { add: [], remove: all.slice(0, 1) }),
    "a way in of the thief's": json("POST", "/account/ways", { add: [garbage("passkey")], remove: [] }),
    "a second step of the thief's": { method: "POST", path: "/account/second-step", body: "" },
    "a code of the thief's": json("PUT", "/account/second-step", { code: "000000" }),
    "no second step": json("DELETE", "/account/second-step", { code: "000000" }),
    "the account's end": { method: "POST", path: "/account/deletion", body: "" },
  };
}

/** What the account is made of, as the server gives it. */
async function state(scene: Scene, token: string): Promise<string[]> {
  const paths = ["/keyring", "/slots", "/account/deletion", "/account/second-step"];
  const answers: Raw[] = [];
  for (const path of paths) answers.push(await ask(scene, "GET", path, { token }));
  expect(answers.map(({ status }) => status)).toEqual(paths.map(() => 200));
  return answers.map(({ body }) => body);
}

function garbage(kind: string, find: string = encode(randomBytes(32))) {
  return { id: randomId(), kind, find, verifier: hashOf(randomBytes(32)), sealed: encode(withSuite(randomBytes(113))) };
}

function withSuite(bytes: Bytes): Bytes {
  bytes[0] = 1;
  return bytes;
}

function send(scene: Scene, token: string, { method, path, body }: Theft, signature?: string): Promise<Raw> {
  const headers = { ...(body !== "" && { "Content-Type": "application/json" }), ...(signature !== undefined && { [SIGNATURE_HEADER]: signature }) };
  return ask(scene, method, path, { token, headers, ...(body !== "" && { body }) });
}
