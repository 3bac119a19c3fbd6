import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { runAttack, type Attack, type Row } from "./harness/attack";
import { PageClient } from "./harness/page";
import { useScene } from "./harness/suite";
import { row03 } from "./rows/row-03-keyring";
import { row04 } from "./rows/row-04-kdf";
import { row05 } from "./rows/row-05-salt";
import { row06 } from "./rows/row-06-commitment";
import { row07 } from "./rows/row-07-suite";
import { row08 } from "./rows/row-08-flips";
import { row09 } from "./rows/row-09-exchange";
import { row10 } from "./rows/row-10-yesterday";
import { row12 } from "./rows/row-12-cut";
import { row13 } from "./rows/row-13-added";
import { row27 } from "./rows/row-27-bombs";
import { row29 } from "./rows/row-29-journal";
import { row32 } from "./rows/row-32-types";
import { row33 } from "./rows/row-33-weak-key";
import { row34 } from "./rows/row-34-reopened";

/** Of each row what a person would meet at the page; the vault behind it meets all of them in web-vault.test.ts. */
const atThePage: [Row, string[]][] = [
  [row03, ["a keyring sealed under another key", "a whole locker of the attacker's, under the holder's account: keyring, card and log"]],
  [row04, ["a slot sealed under a weaker profile"]],
  [row05, ["a slot sealed for another address"]],
  [row06, ["a slot whose ciphertext commits to no key", "a document's label whose ciphertext commits to no key"]],
  [row07, ["a keyring of suite 2"]],
  [row08, ["a bit of a slot's ciphertext", "a bit of a document's last chunk", "a bit of a label's tag", "a bit of a card's signature"]],
  [row09, ["another document's object, of the same size", "two documents' labels exchanged"]],
  [row10, ["yesterday's log, to a new device whose keyring knows today's", "yesterday's log under today's number of the keyring, to the same device"]],
  [row12, ["a document cut after its first chunk", "a document cut after its first chunk, as the log names it", "a document sealed again with padding that isn't zero"]],
  [row13, ["a document added under another key, in the holder's name, to a new device"]],
  [row27, ["an answer that never ends", "a document whose age header is 191 KiB"]],
  [row29, ["an act removed from the middle", "a body dropped, which no purge explains"]],
  [row32, ["an act with the holder's signature of it as a card"]],
  [row33, ["a next card with a key of small order, to a new device"]],
  [row34, ["a slot of kind words that doesn't open, after signing up"]],
];

const scene = useScene();
let page: PageClient | undefined;

const client = () => {
  if (page === undefined) throw new Error("the browser isn't started yet");
  return page;
};

beforeAll(async () => {
  page = await PageClient.start(scene().proxy.origin, scene().holder);
  // A page that is closed writes into the keyring what it has seen: here that may be a log which the test forged.
  scene().proxy.closed = ["PUT /keyring"];
});

afterEach(() => client().tidy());
afterAll(() => page?.stop());

for (const [{ number, attacks }, names] of atThePage) {
  for (const name of names) {
    test(`row ${number} · page · ${name}`, () => runAttack(scene(), client(), named(attacks, name)));
  }
}

test("row 34 · page · a device whose derivation is broken shows no words", async () => {
  const { proxy } = scene();
  proxy.play([]);
  let broken = 0;
  client().prepare = async (page) => {
    await page.route(/\/assets\/.*\.js$/, async (route) => {
      const answer = await route.fetch();
      const script = await answer.text();
      broken += 1;
      await route.fulfill({ response: answer, body: `${brokenDerivation}\n${script}` });
    });
  };
  const { code, shown } = await client().signUp();
  client().prepare = undefined;
  expect(broken, "scripts that were changed").toBeGreaterThan(0);
  expect(code).toBe("commitment");
  expect(shown).not.toMatch(/\d{6}/);
});

/** A slot's key is derived from other bytes than it should be, the first time. Every script begins with this; the first does it. */
const brokenDerivation = `
if (typeof WorkerGlobalScope !== "undefined" && !globalThis.isBroken) {
  globalThis.isBroken = true;
  const encode = TextEncoder.prototype.encode;
  let slots = 0;
  TextEncoder.prototype.encode = function (text = "") {
    const isSlot = text.startsWith("armoire/1/slot");
    return encode.call(this, isSlot && slots++ === 0 ? text + "!" : text);
  };
}`;

function named(attacks: readonly Attack[], name: string): Attack {
  const attack = attacks.find((one) => one.name === name);
  if (attack === undefined) throw new Error(`no attack is called "${name}"`);
  return attack;
}
