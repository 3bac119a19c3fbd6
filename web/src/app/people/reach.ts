import { westernDigits } from "../digits";

/** Fewest and most digits of a number in free text; a text that is nothing but digits may be a short one, as 115. */
const fewest = 6;
const most = 15;

/** The first telephone number in how somebody says they are reached, as `tel:` wants it; nothing where there is none. */
export function telephoneIn(reach: string | undefined): string | undefined {
  if (reach === undefined) return undefined;
  // A number written for both inside and outside a country has a 0 that isn't dialled from outside.
  const text = westernDigits(reach).replace(/(\+\d+[\s.-]*)\(0\)/g, "$1");
  if (/^\s*\d{2,5}\s*$/.test(text)) return text.trim();
  for (const [found] of text.matchAll(/\+?\d[\d\s.\-()/]*\d/g)) {
    const digits = found.replace(/\D/g, "");
    if (digits.length >= fewest && digits.length <= most) return found.startsWith("+") ? `+${digits}` : digits;
  }
  return undefined;
}
