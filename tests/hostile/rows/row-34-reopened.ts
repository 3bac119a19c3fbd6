import { expect, test } from "vitest";
import { decode, encode, utf8, type Text64 } from "../../../web/src/protocol/bytes";
import type { Fields } from "../../../web/src/protocol/canonical";
import { randomBytes } from "../../../web/src/protocol/hazmat/random";
import type { Attack, Row } from "../harness/attack";
import { flip } from "../harness/forge";
import type { Outcome, OwnDevice } from "../harness/outcome";
import { PIN } from "../harness/own";
import type { Tamper } from "../harness/proxy";
import { apart } from "../harness/scene";
import { changeJson, optional } from "../harness/tampers";
import type { OwnWebVaultDevice } from "../harness/web-vault";

const kinds = ["words", "card"] as const;

/** What makes ways in anew on an open locker. */
const renewed: { making: string; kind: (typeof kinds)[number]; route: string; own: NonNullable<Attack["own"]> }[] = [
  { making: "new words were made", kind: "words", route: "POST /account/ways", own: (device) => device.newWords() },
  { making: "a new card was made", kind: "card", route: "POST /account/ways", own: (device) => device.newCard() },
  { making: "every key was changed because of the words", kind: "words", route: "POST /account/rotation", own: (device) => device.rotate("words") },
  { making: "every key was changed because of the card", kind: "card", route: "POST /account/rotation", own: (device) => device.rotate("card") },
];

/**
 * A device whose derivation is broken seals slots that no other device can open: the same as a server that keeps other slots
 * than it was given. Whoever makes a locker opens both slots from the answer before any word is shown. (The page's own tests break the
 * derivation itself.)
 */
export const row34: Row = {
  number: 34,
  attacks: [
    ...kinds.map((kind): Attack => ({
      name: `a slot of kind ${kind} that doesn't open, after signing up`,
      code: ["commitment", "tampered", "recipient", "header"],
      fresh: (client) => client.signUp(),
      tamper: () => [changeSlots((slot) => (slot["kind"] === kind ? altered(slot) : slot))],
    })),
    ...kinds.map((kind): Attack => ({
      name: `no slot of kind ${kind}, after signing up`,
      code: "slot",
      fresh: (client) => client.signUp(),
      tamper: () => [changeJson("POST /accounts", (made) => ({ ...made, slots: (made["slots"] as Fields[]).filter((slot) => slot["kind"] !== kind) }))],
    })),
    ...renewed.map(({ making, kind, route, own }): Attack => ({
      name: `a slot of kind ${kind} that doesn't open, after ${making}`,
      // After a rotation the command line first looks whether the card's slot is the one that it sent.
      ...{ code: ["commitment", "tampered", "recipient", "header", "slot"], apart: true, shows: "command line", own },
      tamper: () => [changeSlots((slot) => (slot["kind"] === kind ? altered(slot) : slot), route)],
    })),
    {
      name: "another slot for the card that stays, after every key was changed",
      ...{ code: "slot", apart: true, shows: "command line" },
      own: (device) => device.rotate("phone"),
      tamper: () => [changeSlots((slot) => (slot["kind"] === "card" ? altered(slot) : slot), "POST /account/rotation")],
    },
    {
      name: "a device's slot that doesn't open, after its PIN was set",
      code: ["commitment", "tampered"],
      own: notKept,
      tamper: () => optional([
        changeSlots((slot) => (slot["kind"] === "device" ? altered(slot) : slot), "POST /account/ways"),
        changeJson("POST /session", (served) => ({ ...served, slot: altered(served["slot"] as Fields) })),
      ]),
    },
    {
      name: "a device's slot that doesn't open, in the list after its PIN was set alone",
      code: "commitment",
      // The command line takes it from its first sign-in.
      only: "web vault",
      own: notKept,
      tamper: () => [changeSlots((slot) => (slot["kind"] === "device" ? altered(slot) : slot), "POST /account/ways")],
    },
    {
      name: "another pepper than the one that was given, when a new PIN signs in for the first time",
      code: "commitment",
      own: notKept,
      tamper: () => [changeJson("POST /session", (served) => ({ ...served, pepper: encode(randomBytes(32)) }))],
    },
    {
      name: "a new PIN that the server doesn't let in",
      ...{ code: "sign_in_refused", exit: 3 },
      own: notKept,
      tamper: () => [refusedAtTheDoor],
    },
  ],
  tests: (name, current, _, clientName) => {
    if (clientName !== "web vault") return;

    test(name("a passkey's slot that doesn't open, after it was added"), async () => {
      const own = current();
      const { vault } = await own.webVault.own("words");
      own.proxy.play([changeSlots((slot) => (slot["kind"] === "passkey" ? altered(slot) : slot), "POST /account/ways")]);
      await expect(vault.addPasskey(twice(randomBytes(32)))).rejects.toMatchObject({ code: "commitment" });
    });

    const atTheDoor: [string, string, Tamper][] = [
      ["whose slot doesn't open there", "commitment", changeJson("POST /session", (served) => ({ ...served, slot: altered(served["slot"] as Fields) }))],
      ["that the server doesn't let in", "sign_in_refused", refusedAtTheDoor],
    ];
    for (const [what, code, tamper] of atTheDoor) {
      test(name(`a new passkey ${what}, when it signs in for the first time`), async () => {
        const own = current();
        own.proxy.play([]);
        const { vault } = await own.webVault.own("words");
        const before = await vault.waysIn();
        own.proxy.play([tamper]);
        await expect(vault.addPasskey(twice(randomBytes(32)))).rejects.toMatchObject({ code });
        expect(own.proxy.unused()).toEqual([]);
        own.proxy.play([]);
        expect(await vault.waysIn(), "what is left of it").toEqual(before);
      });
    }

    test(name("a passkey that answers differently is never sent"), async () => {
      const own = current();
      const { vault } = await own.webVault.own("words");
      own.proxy.play([]);
      const [first, second] = [randomBytes(32).buffer, randomBytes(32).buffer];
      await expect(vault.addPasskey({ first, second, name: "Clé" })).rejects.toMatchObject({ code: "passkey_changes" });
      expect(own.proxy.record.map(({ path }) => path)).not.toContain("/api/v1/account/ways");
    });

    const makings: [string, (device: OwnWebVaultDevice) => Promise<unknown>][] = [
      ["new words", ({ vault }) => vault.newWords("fr")],
      ["a PIN", ({ vault }) => vault.setPin(PIN)],
      ["a passkey", ({ vault }) => vault.addPasskey(twice(randomBytes(32)))],
    ];
    for (const [what, make] of makings) {
      test(name(`a phone whose derivation is broken once trusts no slot of ${what}`), async () => {
        const own = what === "new words" ? await apart(current()) : current();
        const device = await own.webVault.own("words");
        own.proxy.play([]);
        const mend = breakOneSlot();
        const made = make(device).then(
          () => "it is trusted",
          (error: unknown) => (error as { code?: string }).code,
        );
        const code = await made.finally(() => {
          expect(mend(), "derivations that were broken").toBe(1);
        });
        expect(code).toBe("commitment");
      });
    }
  },
};

/** Sets a PIN that must be refused, and looks whether it is forgotten. */
async function notKept(device: OwnDevice): Promise<Outcome> {
  const refused = await device.setPin(PIN);
  const { ways } = JSON.parse((await device.waysIn()).shown) as { ways: { here: boolean }[] };
  expect(ways.some(({ here }) => here), "whether the device keeps what opens by a PIN").toBe(false);
  return refused;
}

/** It kept another proof than it was given, says the server. */
const refusedAtTheDoor: Tamper = {
  route: "POST /session",
  withhold: true,
  change: () => ({
    status: 401,
    headers: { "content-type": "application/problem+json" },
    body: utf8(JSON.stringify({ type: "about:blank", title: "Unauthorized", status: 401, code: "sign_in_refused", detail: "Refused.", left: 4 })),
  }),
};

/** What an authenticator answers when it is asked twice. */
function twice(answer: Uint8Array<ArrayBuffer>) {
  return { first: answer.slice().buffer, second: answer.slice().buffer, name: "Clé" };
}

/** A slot's key is derived from other bytes than it should be, once. What this gives mends it, and says how often it was broken. */
function breakOneSlot(): () => number {
  const whole = TextEncoder.prototype.encode;
  let broken = 0;
  TextEncoder.prototype.encode = function (this: TextEncoder, text = "") {
    if (broken > 0 || !text.startsWith("armoire/1/slot")) return whole.call(this, text);
    broken += 1;
    return whole.call(this, `${text}!`);
  };
  return () => {
    TextEncoder.prototype.encode = whole;
    return broken;
  };
}

function changeSlots(change: (slot: Fields) => Fields, route = "POST /accounts") {
  return changeJson(route, (made) => ({ ...made, slots: (made["slots"] as Fields[]).map(change) }));
}

/** As another key would have sealed it: not the last byte of a tag, but the middle. */
function altered(slot: Fields): Fields {
  const sealed = decode(slot["sealed"] as Text64);
  return { ...slot, sealed: encode(flip(sealed, slot["kind"] === "card" ? sealed.length - 40 : 40)) };
}
