import { expect, test } from "vitest";
import { latin } from "../../src/app/door/latin";
import { handleName } from "../../src/protocol/account/handle";

test.each([
  ["نادية", "nadia"],
  ["محمد", "mhmd"],
  ["سمير", "smir"],
  ["Zoé", "zoe"],
  ["گل مکۍ", "glmkai"],
])("%s begins a handle", (name, letters) => {
  expect(handleName(latin(name))).toBe(letters);
});

test("a name in any other letters begins one that can be said", () => {
  expect(handleName(latin("ნინო"))).toMatch(/^([bdfgklmnprstvz][aiou]){3}$/);
});
