/** Names of the symbols in `pictograms.svg`; a test compares the two. */
export const pictograms = [
  "back", "next", "ear", "silence", "lock", "leave", "dots", "globe",
  "id", "health", "home", "money", "work", "box",
  "sheet", "picture", "camera", "phone", "clock", "up", "sent", "stop", "warn", "info", "check", "cross",
  "copy", "large", "turn", "save", "pen", "drawer", "bin", "restore",
  "armoire", "key", "words", "card", "print", "eye", "hide", "digits", "people",
] as const;

export type PictogramName = (typeof pictograms)[number];
