/** Longest name in a label, in bytes of UTF-8 (the protocol's limit). */
export const longestName = 1024;

/** A name of a document as the screen shows it: 64 signs at most, its end kept, since endings tell kinds. */
export function displayName(name: string): string {
  const signs = graphemes(name.replace(invisible, "\ufffd").trim());
  if (signs.length <= shown) return signs.join("");
  return [...signs.slice(0, shown - kept - 1), "…", ...signs.slice(-kept)].join("");
}

/** A text as it is shown where nothing of it may be missing, as on paper. */
export function wholeText(text: string): string {
  return text.replace(invisible, "\ufffd").trim();
}

/**
 * A name for a file that leaves the locker: nothing in it steers a path or turns the reading direction, and it ends with
 * one of `endings` where there are any, whatever the name promised.
 */
export function fileName(name: string, endings: readonly string[]): string {
  const safe = name.replace(invisible, "").replace(/[/\\:*?"<>|]/g, "-").replace(/^\.+/, "").trim() || "document";
  const [ending] = endings;
  const ends = endings.some((known) => safe.toLowerCase().endsWith(`.${known}`));
  return ending === undefined || ends ? safe : `${safe}.${ending}`;
}

/** A name to be typed over: what can't be seen in a field isn't in it. */
export function editableName(name: string): string {
  return name.replace(invisible, "");
}

/** A name that fits into a label: a longer one loses its middle, and keeps its end, since endings tell kinds. */
export function boundedName(name: string): string {
  if (nameLength(name) <= longestName) return name;
  const signs = Array.from(name.slice(0, longestName));
  const end = Array.from(name.slice(-4 * kept)).slice(-kept).join("");
  while (nameLength(`${signs.join("")}…${end}`) > longestName) signs.splice(-16);
  return `${signs.join("")}…${end}`;
}

/** Bytes of UTF-8 that a name takes in its label. */
export function nameLength(name: string): number {
  return new TextEncoder().encode(name).length;
}

const shown = 64;
const kept = 16;

// Control characters, and marks that turn the reading direction: with them "gpj.exe" reads as a picture. They are shown
// as what they are, not obeyed.
const invisible = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]/gu;

function graphemes(text: string): string[] {
  // A hostile name may be long: what is beyond any limit is never split.
  const bounded = text.slice(0, longestName);
  if (!("Segmenter" in Intl)) return Array.from(bounded);
  return Array.from(new Intl.Segmenter().segment(bounded), ({ segment }) => segment);
}
