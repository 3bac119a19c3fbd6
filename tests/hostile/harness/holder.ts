import { readHandle } from "../../../web/src/protocol/account/handle";
import { readWords } from "../../../web/src/protocol/account/words";
import { readGroups, type RecoverySecret } from "../../../web/src/protocol/account/recovery-card";
import { WordsSecret } from "../../../web/src/protocol/account/words-slot";
import type { Handle } from "../../../web/src/protocol/account/handle";
import type { WordIndexes } from "../../../web/src/protocol/account/words";

/** What a person has on paper. */
export class Holder {
  readonly handle: Handle;
  readonly words: string;
  readonly card: string;
  readonly #secrets = new Map<string, Promise<WordsSecret>>();

  constructor(handle: string, words: readonly string[], groups: readonly string[]) {
    this.handle = readHandle(handle);
    this.words = words.join(" ");
    this.card = groups.join(" ");
  }

  get indexes(): WordIndexes {
    return readWords(this.words).indexes;
  }

  get recovery(): RecoverySecret {
    return readGroups(this.card);
  }

  /** What the words give at this address: derived once, which takes its time. */
  secret(origin: string): Promise<WordsSecret> {
    const known = this.#secrets.get(origin) ?? WordsSecret.derive(this.indexes, origin, this.handle);
    this.#secrets.set(origin, known);
    return known;
  }
}
