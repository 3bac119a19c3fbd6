import type { Text64 } from "../../protocol/bytes";
import type { Id } from "../../protocol/id";
import type { Locker, LockerDocument } from "../../protocol/log/state";
import type { Secret } from "../../protocol/secret";
import type { Draft } from "./draft";

/** What opens a locker's keys: its root, which the holder has; or some of the keys themselves, which others were given. `epoch` for one that isn't there. */
export interface Keys {
  /** Seals a locker's own key and private folders': `stale_key` for whoever hasn't it, since they can't replace these. */
  readonly root: Secret;
  /** Whether it opens everything: what doesn't open is no key then. */
  readonly isWhole: boolean;
  /** The newest, unless `epoch` is another one. */
  lockerKey(locker: Locker, epoch?: number): Promise<Secret>;
  folderKey(locker: Locker, id: Id, epoch?: number): Promise<Secret>;
  documentKey(locker: Locker, id: Id, place: Pick<LockerDocument, "folder" | "epoch" | "turn">): Promise<Secret>;
  /** A key that was just made, and isn't in the log yet. */
  remember(sealed: Text64, key: Secret): void;
}

/** A locker that one changes: one's own, or one that was lent. */
export interface Writable {
  readonly keys: Keys;
  /** Makes a change and appends it; `make` is called again on a newer state after a conflict, and gives what the last call gave. */
  append<T>(make: (draft: Draft) => Promise<T>): Promise<T>;
}
