import { ArmoireError, type NewSecrets } from "../../bridge/bridge";
import { readHandle, type Handle } from "../../protocol/account/handle";
import { generateWords, readWords, showWords, type Language } from "../../protocol/account/words";
import { WordsSecret } from "../../protocol/account/words-slot";
import type { Id } from "../../protocol/id";
import type { Secret } from "../../protocol/secret";
import type { SlotView } from "../http/shapes";
import { isSameKey, slotOfKind } from "./ways-in";

/** Five words before they are shown. */
export interface NewWords {
  handle: Handle;
  secret: WordsSecret;
  /** What is shown. */
  shown: Required<Pick<NewSecrets, "words" | "numbers">>;
}

/**
 * Derived twice before anything is sent, from the words and from what the person will type: a broken derivation shows while the old
 * words still open (`slot`).
 */
export async function newWords(handle: Handle, language: Language, origin: string): Promise<NewWords> {
  const words = generateWords();
  const shown = { words: showWords(words, language), numbers: showWords(words, "numbers") };
  const secret = await WordsSecret.derive(words, origin, handle);
  const typed = await WordsSecret.derive(readWords(shown.words.join(" ")).indexes, origin, readHandle(handle));
  if (!isSameKey(await secret.auth(), await typed.auth())) throw new ArmoireError("slot");
  typed.forget();
  return { handle, secret, shown };
}

/** The words' slot, as the server gives it, leads to the account key; `slot` else. */
export async function checkWordsSlot(secret: WordsSecret, account: Id, accountKey: Secret, served: readonly SlotView[]): Promise<void> {
  const slot = slotOfKind(served, "words");
  if (!isSameKey(await secret.openSlot(account, slot.id, slot.sealed), accountKey)) throw new ArmoireError("slot");
}
