import { describe, expect, it } from "vitest";
import { utf8 } from "../../src/protocol/bytes";
import { openSealed, seal, type Place } from "../../src/protocol/seal";
import { SIGNATURE_TYPES, publicKeyOf, sign, verify } from "../../src/protocol/sign";
import { randomKey } from "../../src/protocol/locker/keys";

const ID = "a".repeat(32);

/** Fields that are as alike as they can be, so that only the context tells the places apart. */
const PLACES: Place[] = [
  { context: "keyring", account: ID, version: 1 },
  { context: "slot", account: ID, slot: ID, kind: "words" },
  { context: "slot", account: ID, slot: ID, kind: "card" },
  { context: "slot", account: ID, slot: ID, kind: "device" },
  { context: "slot", account: ID, slot: ID, kind: "passkey" },
  { context: "name", account: ID, id: ID },
  { context: "node", locker: ID, node: ID, epoch: 1 },
  { context: "prior", locker: ID, node: ID, epoch: 1 },
  { context: "label", locker: ID, node: ID, version: 1 },
  { context: "act", locker: ID, node: ID, kind: "put", salt: "AAAAAAAAAAAAAAAAAAAAAA" },
  { context: "greeting", inviter: ID },
  { context: "invite", inviter: ID, invitee: ID },
  { context: "profile", profile: ID, part: "1" },
];

describe("what is sealed for one place opens in no other", () => {
  it.each(PLACES)("$context", async (place) => {
    const key = randomKey();
    const sealed = await seal(key, place, utf8("what only the holder reads"));
    for (const other of PLACES) {
      const opening = openSealed(key, other, sealed);
      if (other === place) expect(await opening).toEqual(utf8("what only the holder reads"));
      else await expect(opening).rejects.toThrow("commitment");
    }
  });

  it("under no other key, and not at all when a byte is flipped", async () => {
    const key = randomKey();
    const [place] = PLACES as [Place];
    const sealed = await seal(key, place, utf8("x"));
    await expect(openSealed(randomKey(), place, sealed)).rejects.toThrow("commitment");
    const expected = ["suite", ...Array<string>(64).fill("commitment"), ...Array<string>(17).fill("tampered")];
    for (const [at, code] of expected.entries()) {
      const flipped = sealed.slice();
      flipped[at] = (flipped[at] ?? 0) ^ 1;
      await expect(openSealed(key, place, flipped)).rejects.toThrow(code);
    }
  });
});

describe("a signature under one type is worthless under another", () => {
  it.each(SIGNATURE_TYPES)("%s", (type) => {
    const seed = randomKey();
    const bytes = utf8("{}");
    const signature = sign(type, seed, bytes);
    for (const other of SIGNATURE_TYPES) {
      const verifying = () => { verify(other, publicKeyOf(seed), bytes, signature); };
      if (other === type) expect(verifying).not.toThrow();
      else expect(verifying).toThrow("signature");
    }
  });

  it("and a key of small order verifies nothing", () => {
    const weak = new Uint8Array(32);
    weak[0] = 1;
    const anything = new Uint8Array(64);
    anything[0] = 1;
    expect(() => { verify("act", weak, utf8("{}"), anything); }).toThrow("weak_key");
  });
});
