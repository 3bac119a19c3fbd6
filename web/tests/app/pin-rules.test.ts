import { expect, test } from "vitest";
import { onlyDigits, westernDigits } from "../../src/app/digits";
import { judgePin } from "../../src/app/ways/pin-rules";

test("six equal digits and runs, up, down and past 9, aren't taken", () => {
  for (const pin of ["000000", "777777", "123456", "234567", "654321", "987654", "789012", "210987"]) expect(judgePin(pin), pin).toBe("easy");
});

test("dates, repetitions and mirrors are asked about", () => {
  for (const pin of ["140789", "071489", "890714", "121990", "199012", "121212", "123123", "112233", "111222", "123321"]) {
    expect(judgePin(pin), pin).toBe("doubt");
  }
});

test("most codes are taken without a word", () => {
  for (const pin of ["284913", "739264", "905738", "468297"]) expect(judgePin(pin), pin).toBeUndefined();
  const some = Array.from({ length: 50_000 }, (_, turn) => judgePin(String((turn * 20 + (turn % 20)) % 1_000_000).padStart(6, "0")));
  expect(some.filter((judged) => judged !== undefined).length).toBeLessThan(7500);
});

test("Arabic and Persian digits count as digits", () => {
  expect(westernDigits("٠١٢٣٤٥٦٧٨٩ ۰۱۲۳۴۵۶۷۸۹ ab")).toBe("0123456789 0123456789 ab");
  expect(onlyDigits("١٢٣-456")).toBe("123456");
});
