import { expect, test } from "vitest";
import { encode } from "../../../web/src/protocol/bytes";
import { randomBytes } from "../../../web/src/protocol/hazmat/random";
import { ask } from "../harness/raw";
import type { Scene } from "../harness/scene";

/** The same storage calls are counted in tests/api/sign_in.rs, on both engines. */
export function row22(scene: () => Scene): void {
  test("row 22 · server · a handle that nobody has is answered like wrong words, byte for byte", async () => {
    const tried = (find: string, kind = "words") =>
      ask(scene(), "POST", "/session", {
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ kind, find, auth: encode(randomBytes(32)) }),
      });
    const wrong = await tried(scene().holder.handle);
    const unknown = await tried("nobody0000");
    const unknownCard = await tried(encode(randomBytes(32)), "card");
    expect(wrong).toMatchObject({ status: 401, code: "sign_in_refused" });
    const { "x-request-id": one, ...headersOfWrong } = wrong.headers;
    for (const answer of [unknown, unknownCard]) {
      const { "x-request-id": other, ...headers } = answer.headers;
      expect(typeof other).toBe(typeof one);
      expect({ ...answer, headers }).toEqual({ ...wrong, headers: headersOfWrong });
    }
  });
}
