/** Names of the symbols in `pictograms.svg`; a test compares the two. */
export const pictograms = [
  "back", "next", "ear", "silence", "lock", "leave", "dots", "globe",
  "id", "health", "home", "money", "work", "box",
  "sheet", "picture", "camera", "phone", "clock", "up", "sent", "stop", "warn", "info", "check", "cross",
  "copy", "large", "nearer", "farther", "turn", "save", "pen", "drawer", "bin", "restore",
  "armoire", "key", "words", "card", "print", "eye", "hide", "digits", "people", "pocket",
  "erase", "finger", "shield",
  "search", "plus", "gauge", "journal", "computer", "versions", "archive",
  "family", "heart", "school", "letter", "bike", "star", "animal", "sun",
] as const;

/** Names of the symbols in `people.svg`, which is fetched with the first screen about other people. */
export const othersPictograms = [
  "person", "pro", "face", "link", "service", "unknown", "lend", "take", "call", "qr", "moon", "deposit", "inbox", "cal", "share", "server", "block",
] as const;

export type PictogramName = (typeof pictograms)[number] | `people/${(typeof othersPictograms)[number]}`;
