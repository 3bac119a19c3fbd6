import { expect, test } from "vitest";
import { encode } from "../../../web/src/protocol/bytes";
import { randomBytes } from "../../../web/src/protocol/hazmat/random";
import type { Raw } from "../harness/raw";
import { apart, type Scene } from "../harness/scene";
import { byCard, everyWay, tryToEnter } from "./server-row-21-old-ways";

/** The same storage calls are counted in tests/api/sign_in.rs, on both engines. */
export function row22(scene: () => Scene): void {
  const wrong = () => encode(randomBytes(32));

  test("row 22 · server · what nobody has is answered like a wrong proof, byte for byte", async () => {
    const { holder } = scene();
    const one = await tryToEnter(scene(), { kind: "words", find: holder.handle, auth: wrong() });
    expect(one).toMatchObject({ status: 401, code: "sign_in_refused" });
    const others = [
      { kind: "words", find: "nobody0000" },
      { kind: "card", find: wrong() },
      { ...(await byCard(holder)) },
      { kind: "passkey", find: wrong() },
    ];
    for (const other of others) expect(comparable(await tryToEnter(scene(), { ...other, auth: wrong() })), String(other.kind)).toEqual(comparable(one));
  });

  test("row 22 · server · a passkey that isn't there is answered like a wrong proof of one, byte for byte", async () => {
    const own = await apart(scene());
    const { proofs } = await everyWay(own);
    const wrongProof = await tryToEnter(own, { ...proofs.passkey, auth: wrong() });
    expect(wrongProof).toMatchObject({ status: 401, code: "sign_in_refused" });
    expect(comparable(await tryToEnter(own, { ...proofs.passkey, find: wrong() }))).toEqual(comparable(wrongProof));
  });

  test("row 22 · server · a device that is gone is answered like one that never was, and a wrong PIN tells the tries that are left alone", async () => {
    const own = await apart(scene());
    const { proofs } = await everyWay(own);
    const never = comparable(await tryToEnter(own, { ...proofs.pin, find: wrong() }));
    expect(never).toMatchObject({ status: 401, code: "sign_in_refused", left: 0 });
    for (const left of [4, 3, 2, 1]) {
      const { left: told, ...answer } = comparable(await tryToEnter(own, { ...proofs.pin, auth: wrong() }));
      const { left: _, ...like } = never;
      expect(told).toBe(left);
      expect(without(answer), "what else tells a wrong PIN from a device that isn't there").toEqual(without(like));
    }
    for (const auth of [wrong(), wrong(), proofs.pin["auth"]]) expect(comparable(await tryToEnter(own, { ...proofs.pin, auth }))).toEqual(never);
  });
}

/** All that an answer tells, but for the number that every request has of its own. */
function comparable({ headers, body, ...rest }: Raw) {
  const { "x-request-id": id, ...told } = headers;
  expect(typeof id).toBe("string");
  const fields = JSON.parse(body) as Record<string, unknown>;
  return { ...rest, headers: told, body, left: fields["left"] };
}

/** A sentence says how many tries are left, and makes the answer longer. */
function without({ headers, body, ...rest }: Omit<ReturnType<typeof comparable>, "left">) {
  const { "content-length": _, ...told } = headers;
  const { left: __, detail: ___, ...fields } = JSON.parse(body) as Record<string, unknown>;
  return { ...rest, headers: told, fields };
}
