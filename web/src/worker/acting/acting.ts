import { ArmoireError } from "../../bridge/bridge";
import type { Act } from "../../protocol/act/act";
import type { Id } from "../../protocol/id";
import { Aside } from "../../protocol/log/aside";
import { copyOf } from "../../protocol/log/state";
import { Refusal } from "../../protocol/refusal";
import { Draft } from "../locker/draft";
import type { Keys, Writable } from "../locker/keys";
import type { Labels } from "../locker/labels";
import type { PeopleAround } from "../people/context";
import { lastLook, lookAt, over, rightOn, type LentLocker, type Look } from "./lent-locker";
import { believeStale } from "./stale";

/** Times that a change is made again on a newer state, and that a request whose answer was lost is repeated. */
const TRIES = 8;
const REPEATS = 3;

/**
 * Somebody else's locker, acted on by what was lent: signed in one's own name, with the keys that were given. Place and streams come from the server,
 * states from one's own verified view: what is signed here vouches for itself alone.
 */
export class Acting implements Writable {
  readonly #around: PeopleAround;
  readonly #how: Look;
  #lent: LentLocker;

  private constructor(around: PeopleAround, how: Look, lent: LentLocker) {
    this.#around = around;
    this.#how = how;
    this.#lent = lent;
  }

  /** `lent_over`. Of `grants` nothing but grants can be acted on. */
  static async begin(around: PeopleAround, of: Id, how: "act" | "grants" = "act"): Promise<Acting> {
    return new Acting(around, how, await lookAt(around, of, how));
  }

  /** The same without a network, as it was seen last: what is kept on this device is judged again when it is sent. */
  static async beginAway(around: PeopleAround, of: Id): Promise<Acting> {
    try {
      return await Acting.begin(around, of);
    } catch (error) {
      const last = isAway(error) ? lastLook(around, of) : undefined;
      if (last === undefined) throw error;
      return new Acting(around, "act", last);
    }
  }

  get lent(): LentLocker {
    return this.#lent;
  }

  get keys(): Keys {
    return this.#lent.keys;
  }

  get labels(): Labels {
    return this.#lent.labels;
  }

  /** What one may do on a node. */
  rightOn(node: Id): ReturnType<typeof rightOn> {
    return rightOn(this.#lent, this.#around.opened.account.id, node, this.#around.remote.now());
  }

  /** What one's own right doesn't allow isn't sent (`right`); a key that the server calls stale is replaced first, where that is possible from here. */
  async append<T>(make: (draft: Draft) => Promise<T>): Promise<T> {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const draft = this.#draft();
      const made = await make(draft).catch(explained);
      if (draft.acts.length === 0 || (await this.#send(draft.acts))) return made;
    }
    throw new ArmoireError("log_conflict");
  }

  /** Whether the acts are in the log now; `false` when they must be made again. */
  async #send(acts: readonly Act[]): Promise<boolean> {
    try {
      await this.#repeat(() => this.#around.api.append(this.#lent.id, acts));
      return true;
    } catch (error) {
      if (!(error instanceof ArmoireError)) throw error;
      switch (error.code) {
        case "log_conflict":
        case "edit_conflict":
          await this.#lookAgain();
          return false;
        case "stale_key":
          if (believeStale(this.#lent, acts.find(({ header }) => header.seq === error.detail?.["seq"]), (folder) => this.#mayRotate(folder))) return false;
          return explained(error);
        case "not_found":
          throw over();
        default:
          // The answer corrects a wrong clock.
          if (error.code === "act_refused" && error.detail?.["reason"] === "time") return false;
          return explained(error);
      }
    }
  }

  /** An append repeated after a lost answer is answered like the first. */
  async #repeat<T>(request: () => Promise<T>): Promise<T> {
    for (let repeats = 1; ; repeats += 1) {
      try {
        return await request();
      } catch (error) {
        if (!(error instanceof ArmoireError && error.code === "network") || repeats === REPEATS) throw error;
      }
    }
  }

  #draft(): Draft {
    const { account, locker } = this.#around.opened;
    const by = { account: account.id, card: account.cards.newest().hash };
    const from = { locker: copyOf(this.#lent.state), aside: new Aside() };
    return new Draft(from, this.#lent.chains, { signing: account.keyring.signing, by }, this.#around.remote.now(), locker.recipientOf);
  }

  async #lookAgain(): Promise<void> {
    this.#lent = await lookAt(this.#around, this.#lent.id, this.#how);
  }

  /** Whether one has both the right and the key to replace a folder's: only who runs the whole locker. */
  #mayRotate(folder: Id): boolean {
    const { id, loans, state } = this.#lent;
    return state.folders.has(folder) && loans.some(({ body }) => body.node === id) && this.rightOn(folder) === "manage";
  }
}

function isAway(error: unknown): boolean {
  return error instanceof ArmoireError && (error.code === "network" || error.code === "unavailable");
}

/** A rule that an act of one's own would break, by the server's word or one's own, as what it means here. */
function explained(error: unknown): never {
  const refused = error instanceof ArmoireError && error.code === "act_refused" ? error.detail?.["reason"] : undefined;
  const code = refused ?? (error instanceof Refusal || error instanceof ArmoireError ? error.code : undefined);
  const meant = typeof code === "string" ? MEANT.get(code) : undefined;
  throw meant === undefined ? error : new ArmoireError(meant);
}

const MEANT = new Map([
  ["author", "right"],
  ["card", "renewal"],
  ["stale_key", "stale_key"],
  ["epoch", "stale_key"],
  ["turn", "stale_key"],
]);
