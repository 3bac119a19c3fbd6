import { expect, test } from "vitest";
import { encode } from "../../web/src/protocol/bytes";
import { randomBytes } from "../../web/src/protocol/hazmat/random";
import { secretsIn, text } from "./harness/secrets";
import { misfits } from "./mutations/check.mjs";

const key = randomBytes(32);
const secrets = [text("the words", "abbé zone vigie sucre rôle"), { name: "a key", bytes: key }];

function asked(body: Uint8Array, path = "/api/v1/session") {
  return { method: "POST", path, headers: {}, body: new Uint8Array(body) };
}

test("the search for secrets finds those that were planted, in any encoding and at any place", () => {
  const shifted = (by: number) => Buffer.concat([Buffer.alloc(by, 7), Buffer.from(key)]);
  const planted = [
    Buffer.from(key),
    Buffer.from(key).toString("hex"),
    encode(key),
    shifted(1).toString("base64"),
    shifted(2).toString("base64url"),
    `{"sealed":"${Buffer.from(key).toString("base64")}"}`,
  ];
  for (const body of planted) expect(secretsIn([asked(Buffer.from(body))], secrets), String(body)).toEqual(["a key"]);
  expect(secretsIn([asked(new Uint8Array(0), `/api/v1/x?q=${encodeURIComponent("abbé zone vigie sucre rôle")}`)], secrets)).toEqual(["the words"]);
});

test("it finds nothing where nothing is", () => {
  expect(secretsIn([asked(randomBytes(5000)), asked(new TextEncoder().encode("abbé zone"))], secrets)).toEqual([]);
});

test("each mutation of infra/mutate still fits the code that it changes", () => {
  expect(misfits()).toEqual([]);
});
