import { expect, test } from "vitest";
import { encode, type Bytes } from "../../../web/src/protocol/bytes";
import type { Holder } from "../harness/holder";
import { Holder as Papers } from "../harness/holder";
import type { Asked } from "../harness/proxy";
import { ask, tokenIn, type Raw } from "../harness/raw";
import { apart, type Scene } from "../harness/scene";
import type { OwnWebVaultDevice } from "../harness/web-vault";

/** The body of a sign-in that the server let in once. */
type Proof = Record<string, unknown>;

/**
 * Everything that opened a locker once is kept, and sent again after each change: what was replaced is refused with the same words as a wrong
 * proof, and the sessions that it began are over.
 */
export function row21(scene: () => Scene): void {
  const name = (of: string) => `row 21 · server · ${of}`;

  test(name("what was replaced or removed opens nothing any more, and neither do the sessions that it began"), async () => {
    const own = await apart(scene());
    const { phone: { vault }, proofs } = await everyWay(own);
    const sessions = { pin: await enter(own, proofs.pin), passkey: await enter(own, proofs.passkey) };

    const words = (await vault.newWords("fr")).words ?? [];
    await refused(own, proofs.words);
    const newer = new Papers(own.holder.handle, words, own.holder.card.split(" "));
    proofs.words = await byWords(own, newer);
    await enter(own, proofs.words);

    const card = (await vault.newCard()).card?.groups ?? [];
    await refused(own, proofs.card);
    const newest = new Papers(own.holder.handle, words, card);
    proofs.card = await byCard(newest);
    await enter(own, proofs.card);

    await vault.setPin("729304");
    await refused(own, proofs.pin, 0);
    await over(own, sessions.pin);

    const passkey = (await vault.waysIn()).ways.find(({ kind }) => kind === "passkey");
    await vault.removeWay(passkey?.id ?? "");
    await refused(own, proofs.passkey);
    await over(own, sessions.passkey);
    await enter(own, proofs.words);
    await enter(own, proofs.card);
  });

  test(name("after a rotation the kept words and card open, and nothing else that ever did"), async () => {
    const own = await apart(scene());
    const { proofs } = await everyWay(own);
    const device = await own.webVault.own("words");
    const tokens = [await enter(own, proofs.words), await enter(own, proofs.pin), await enter(own, proofs.passkey)];
    await device.vault.rotate("stolen", "fr");
    await refused(own, proofs.pin, 0);
    await refused(own, proofs.passkey);
    for (const token of tokens) await over(own, token);
    await enter(own, proofs.card);
    const token = await enter(own, proofs.words);

    const { words = [] } = await device.vault.rotate("wordsKnown", "fr");
    await over(own, token);
    await refused(own, proofs.words);
    await enter(own, await byWords(own, new Papers(own.holder.handle, words, own.holder.card.split(" "))));
    await enter(own, proofs.card);

    await device.vault.rotate("cardKnown", "fr");
    await refused(own, proofs.card);
  });
}

/** A phone with a PIN and a passkey, and a proof of each way in that the server has just taken. */
export async function everyWay(scene: Scene): Promise<EveryWay> {
  const { proxy, holder, webVault } = scene;
  await webVault.own("passkey");
  const passkey = read(proxy.record.filter(isSignIn).at(-1)?.body);
  const phone = await webVault.own("pin");
  const signIn = proxy.record.filter(isSignIn).at(-1);
  const changes = proxy.record.filter(({ path }) => path === "/api/v1/account/ways").flatMap(({ body }) => read(body)["add"] as { kind: string; nonce: string }[]);
  const made = changes.find(({ kind }) => kind === "device") ?? { nonce: "" };
  proxy.play([]);
  const proofs = { words: await byWords(scene, holder), card: await byCard(holder), pin: read(signIn?.body), passkey };
  return { phone, proofs, made, pepper: String(read(signIn?.answer.body as Bytes)["pepper"]) };
}

interface EveryWay {
  phone: OwnWebVaultDevice;
  proofs: Record<"words" | "card" | "pin" | "passkey", Proof>;
  /** The device's slot, as it was sent. */
  made: { nonce: string };
  /** As a right PIN was answered with it. */
  pepper: string;
}

function read(body: Bytes | undefined): Record<string, unknown> {
  return JSON.parse(new TextDecoder().decode(body)) as Record<string, unknown>;
}

function isSignIn({ method, path }: Asked): boolean {
  return method === "POST" && path === "/api/v1/session";
}

async function byWords({ proxy }: Scene, holder: Holder): Promise<Proof> {
  const auth = (await (await holder.secret(proxy.origin)).auth()).exposeBytes();
  return { kind: "words", find: holder.handle, auth: encode(auth) };
}

export async function byCard({ recovery }: Holder): Promise<Proof> {
  return { kind: "card", find: await recovery.find(), auth: encode((await recovery.auth()).exposeBytes()) };
}

export function tryToEnter(scene: Scene, proof: Proof): Promise<Raw> {
  return ask(scene, "POST", "/session", { headers: { "Content-Type": "application/json" }, body: JSON.stringify(proof) });
}

async function enter(scene: Scene, proof: Proof): Promise<string> {
  const answer = await tryToEnter(scene, proof);
  expect(answer.status, `by ${String(proof["kind"])}`).toBe(200);
  return tokenIn(answer);
}

async function refused(scene: Scene, proof: Proof, left?: number): Promise<void> {
  const answer = await tryToEnter(scene, proof);
  expect(answer, `by ${String(proof["kind"])}`).toMatchObject({ status: 401, code: "sign_in_refused" });
  expect((JSON.parse(answer.body) as { left?: number }).left).toBe(left);
}

async function over(scene: Scene, token: string): Promise<void> {
  expect(await ask(scene, "GET", "/session", { token })).toMatchObject({ status: 401, code: "no_session" });
}
