import type { Grantee } from "../../bridge/bridge";
import { apart } from "../../languages/apart";
import { displayName, editableName } from "../papers/names";

/** Longest purpose or motive that is shown, in characters. */
const longest = 400;

/** Somebody's name for a sentence, or what stands for somebody whom the holder doesn't know. */
export function calledIn({ name }: Pick<Grantee, "name">, unknown: string): string {
  return name === undefined ? unknown : apart(displayName(name));
}

/** Words that somebody wrote, as they are shown: what turns the reading direction isn't in them. */
export function theirWords(text: string): string {
  const words = editableName(text).trim();
  return words.length > longest ? `${words.slice(0, longest)}…` : words;
}

/** Begins a sentence. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
