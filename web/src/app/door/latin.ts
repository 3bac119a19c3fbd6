/**
 * A name in Latin letters, as far as it can be guessed: a handle has no others, and a person writes their name in their own.
 * Arabic, Persian and Pashto letters are replaced one by one; accents are left to whoever makes the handle.
 */
export function latin(name: string): string {
  const replaced = Array.from(name.slice(0, longest), (letter) => letters.get(letter) ?? letter).join("");
  // Any other letters: a word that can be said, so that nobody is turned away for their alphabet.
  return /[a-z]/i.test(replaced.normalize("NFD")) ? replaced : syllables();
}

function syllables(): string {
  return Array.from({ length: 3 }, () => oneOf("bdfgklmnprstvz") + oneOf("aiou")).join("");
}

function oneOf(all: string): string {
  return all.charAt(Math.floor(Math.random() * all.length));
}

const longest = 64;

const letters = new Map(
  (
    "ا a آ a أ a إ i ء  ؤ ou ئ i ب b پ p ت t ث th ٹ t ټ t ج j چ ch ح h خ kh ځ dz څ ts د d ذ dh ډ d ر r ز z ړ r ژ j ږ j " +
    "س s ش ch ښ sh ص s ض d ط t ظ z ع a غ gh ف f ق q ک k ك k گ g ګ g ل l م m ن n ڼ n ه h ة a و ou ی i ي i ى a ې e ۍ ai"
  )
    .split(" ")
    .flatMap((letter, place, all) => (place % 2 === 0 ? [[letter, all[place + 1] ?? ""] as const] : [])),
);
