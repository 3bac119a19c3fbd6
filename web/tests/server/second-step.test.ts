import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Vault } from "../../src/worker/vault";
import { codeOf } from "../authenticator";
import { serverForTests } from "./for-tests";
import { TestDevice } from "./test-device";

const server = serverForTests();

/** Another six digits than any that count now. */
function wrongCode(secret: string): string {
  const right = [-2, -1, 0, 1, 2].map((ahead) => codeOf(secret, ahead));
  return ["000000", "111111", "222222", "333333", "444444", "555555"].find((code) => !right.includes(code)) ?? "";
}

async function withSecondStep(name: string) {
  const phone = new TestDevice(server.origin);
  const { vault } = phone.page();
  const created = await vault.createLocker({ handle: await vault.prepareHandle(name), language: "fr", device: "mine" });
  const words = { handle: created.handle, words: created.words.join(" "), device: "shared" as const };
  expect(await vault.secondStep()).toEqual({ active: false, required: false });
  const { secret, uri } = await vault.beginSecondStep();
  expect(uri).toMatch(/^otpauth:\/\/totp\//);
  await expect(vault.confirmSecondStep(wrongCode(secret))).rejects.toMatchObject({ code: "second_step_refused" });
  await vault.confirmSecondStep(codeOf(secret));
  return { phone, vault, words, secret, card: created.card };
}

function elsewhere(): Vault {
  return new TestDevice(server.origin).page().vault;
}

describe("a second step", () => {
  it("is asked for with right words, and opens with its code once", async () => {
    const { vault, words, secret } = await withSecondStep("Nadia");
    expect(await vault.secondStep()).toEqual({ active: true, required: false });
    const other = elsewhere();
    await expect(other.signIn(words)).rejects.toMatchObject({ code: "second_step" });
    await expect(other.signIn({ ...words, words: "0001 0002 0003 0004 0005" })).rejects.toMatchObject({ code: "sign_in_refused" });
    await expect(other.signIn({ ...words, code: wrongCode(secret) })).rejects.toMatchObject({ code: "second_step_refused" });
    const code = codeOf(secret, 1);
    await other.signIn({ ...words, code });
    await other.contents();
    await expect(elsewhere().signIn({ ...words, code })).rejects.toMatchObject({ code: "second_step_refused" });
  });

  it("isn't asked of a PIN or a passkey", async () => {
    const { phone, vault } = await withSecondStep("Amadou");
    await vault.setPin("042517");
    const secret = randomBytes(32);
    const answer = () => new Uint8Array(secret).buffer;
    await vault.addPasskey({ first: answer(), second: answer(), name: "Clé" });
    await phone.page().vault.unlockWithPin("042517");
    await elsewhere().unlockWithPasskey(answer(), "shared");
  });

  it("ends by its code, and by the card", async () => {
    const ended = await withSecondStep("Li");
    await expect(ended.vault.endSecondStep(wrongCode(ended.secret))).rejects.toMatchObject({ code: "second_step_refused" });
    await ended.vault.endSecondStep(codeOf(ended.secret, 1));
    await elsewhere().signIn(ended.words);

    const recovered = await withSecondStep("Sam");
    const other = elsewhere();
    const { words } = await other.recover({ card: recovered.card.qr, device: "shared" });
    expect(await other.secondStep()).toEqual({ active: false, required: false });
    await elsewhere().signIn({ ...recovered.words, words: words.join(" ") });
  });
});
