/**
 * What whoever picks up a phone tries first. `easy` isn't taken: six equal digits, or a run up or down, also past 9. `doubt` is
 * taken after a word: a date, two or three digits repeated, a run and its way back. The server lets five tries pass, so
 * the list is short.
 */
export function judgePin(pin: string): "easy" | "doubt" | undefined {
  const digits = Array.from(pin, Number);
  if (steps(digits).every((step) => step === 0) || isRun(digits, 1) || isRun(digits, 9)) return "easy";
  const repeats = [2, 3].some((length) => pin.slice(0, length).repeat(6 / length) === pin);
  const pairs = /^(\d)\1(\d)\2(\d)\3$/.test(pin);
  const mirrored = digits.join() === [...digits].reverse().join();
  const halves = /^(\d)\1\1(\d)\2\2$/.test(pin);
  return repeats || pairs || mirrored || halves || isDate(pin) ? "doubt" : undefined;
}

function steps(digits: readonly number[]): number[] {
  return digits.slice(1).map((digit, place) => (digit - (digits[place] ?? 0) + 10) % 10);
}

function isRun(digits: readonly number[], by: number): boolean {
  return steps(digits).every((step) => step === by);
}

/** Day, month, year in two digits each, in the orders that people write; or a month and a year of four. */
function isDate(pin: string): boolean {
  const [first, second, third] = [pin.slice(0, 2), pin.slice(2, 4), pin.slice(4)].map(Number) as [number, number, number];
  const isDay = (day: number) => day >= 1 && day <= 31;
  const isMonth = (month: number) => month >= 1 && month <= 12;
  const isYear = (year: number) => year >= 1920 && year <= 2040;
  return (
    (isDay(first) && isMonth(second)) ||
    (isMonth(first) && isDay(second)) ||
    (isMonth(second) && isDay(third)) ||
    (isMonth(first) && isYear(Number(pin.slice(2)))) ||
    (isYear(Number(pin.slice(0, 4))) && isMonth(third))
  );
}
