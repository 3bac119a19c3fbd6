import type { OpenDocument } from "./bridge";

/**
 * Papers that are always with their holder: kept on this device under a code of their own, read without network and without
 * the locker. The code opens these papers and nothing else.
 */
export interface Pocket {
  /**
   * Marks a paper. The first one brings the code, 4 to 8 digits (`digits`); later ones need the same (`pocket_code`). At most 20 papers
   * and 60 MB (`pocket_full`); on a shared device `shared_device`. Needs the open locker.
   */
  pocketAdd(input: { id: string; code: string }): Promise<void>;
  pocketRemove(id: string): Promise<void>;
  /** Ids of the papers in it. Needs the open locker. */
  pocketPapers(): Promise<string[]>;
  /** Opens it, without network and without the locker; `pocket_code` for a wrong code, `pocket_empty` where there is none. */
  pocketOpen(code: string): Promise<PocketPaper[]>;
  /** One paper, while it is open; `pocket_locked` else. */
  pocketRead(id: string): Promise<OpenDocument>;
  /** Forgets its key. */
  pocketClose(): Promise<void>;
}

export interface PocketPaper {
  id: string;
  name: string;
  type: string;
  size: number;
  pages?: number;
  /** YYYY-MM-DD */
  expires?: string;
  /** When this device took it in, in milliseconds since 1970. */
  kept: number;
}
