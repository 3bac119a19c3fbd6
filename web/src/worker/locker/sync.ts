import type { Act } from "../../protocol/act/act";
import type { Id } from "../../protocol/id";
import { LogReader, checkPin, isClosed } from "../../protocol/log/reader";
import type { Place } from "../../protocol/log/state";
import { Refusal, require } from "../../protocol/refusal";
import type { Account } from "../account/account";
import { Chains } from "../../protocol/account/chains";
import { PAGE, type Api } from "../http/api";
import { withAuthors } from "./others";

/** Acts of a log that this client reads at most. */
const MOST = 1_000_000;

/** What was read, and the acts that it was read from. */
export interface Served {
  reader: LogReader;
  acts: readonly Act[];
  /** Whether `acts` are all that `reader` was read from, and not only what is new. */
  whole: boolean;
  /** Whether the holder has said that what was pinned is lost. */
  gap: boolean;
}

/** Reads a locker that isn't in memory, and compares it with the newest act that was seen before (`rolled_back`, `fork`). */
export async function readCold(api: Api, account: Account, id: Id, pin: Place): Promise<Served> {
  const served = await api.living(id);
  // Where the head of a stream was purged, only the whole log can tell that its body isn't withheld; where the pin lies before
  // the checkpoint, or after the head, or another act stands in its place, only the whole log can tell what became of it.
  const enough = !isLivingActEmpty(served) && served.some(({ hash }) => hash === pin.hash);
  const acts = enough ? served : await actsFrom(api, id, 0);
  const reader = LogReader.open(id, acts, await withAuthors(api, Chains.of(account.cards), acts));
  checkPin(reader.locker, acts, pin);
  // What this account has seen signed with its newest card can't be gone.
  require(reader.locker.cardNumber >= account.keyring.card, "rolled_back");
  return { reader, acts, whole: true, gap: isClosed(acts, pin) };
}

/**
 * Reads a locker from the acts that this device has kept, and what is new from the server. `null` where they don't hold, or can't
 * be compared with the pin: then only the server's can.
 */
export async function readKept(api: Api, account: Account, id: Id, kept: readonly Act[], pin: Place): Promise<Served | null> {
  const before = readOrNull(id, kept, await withAuthors(api, Chains.of(account.cards), kept));
  if (before === null) return null;
  const served = await readOn(api, account, before);
  const { reader, acts, whole } = served;
  if (whole) return served;
  const all = [...kept, ...acts];
  if (!all.some(({ header }) => header.seq === pin.seq)) return null;
  checkPin(reader.locker, all, pin);
  require(reader.locker.cardNumber >= account.keyring.card, "rolled_back");
  return { reader, acts, whole, gap: isClosed(all, pin) };
}

function readOrNull(id: Id, kept: readonly Act[], cards: Chains): LogReader | null {
  try {
    return LogReader.open(id, kept, cards);
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}

/** Reads on from what is in memory; gives the new acts too. */
export async function readOn(api: Api, account: Account, reader: LogReader): Promise<Served> {
  const { id, head } = reader.locker;
  const [known, ...acts] = await actsFrom(api, id, head.seq);
  if (known?.hash !== head.hash) return readAcrossGap(api, account, reader, known === undefined ? "rolled_back" : "fork");
  if (acts.length === 0) return { reader, acts, whole: false, gap: false };
  const own = acts.some(({ body }) => body?.form === "card") ? await account.renewCards() : account.cards;
  const cards = await withAuthors(api, reader.cards.merge(Chains.of(own)), acts);
  return { reader: reader.extend(acts, "newest", cards), acts, whole: false, gap: false };
}

/**
 * Another history than the one in memory is refused by `code`, unless the holder has said that its newest acts are lost; where they have said so
 * of acts thereabouts and not of these, that is `rolled_back`.
 */
async function readAcrossGap(api: Api, account: Account, { locker }: LogReader, code: "rolled_back" | "fork"): Promise<Served> {
  const served = await readCold(api, account, locker.id, locker.head).catch((error: unknown) => {
    throw error instanceof Refusal && error.code !== "rolled_back" ? new Refusal(code) : error;
  });
  require(isClosed(served.acts, locker.head), code);
  return served;
}

/** Every act from the first on, read by every rule, and the same log that is in memory. */
export async function readWhole(api: Api, account: Account, { locker, cards: known }: LogReader): Promise<readonly Act[]> {
  const acts = await actsFrom(api, locker.id, 0);
  const own = acts.findLast(({ header }) => header.author === locker.holder)?.header.card === locker.card ? account.cards : await account.renewCards();
  const cards = await withAuthors(api, known.merge(Chains.of(own)), acts);
  checkPin(LogReader.open(locker.id, acts, cards).locker, acts, locker.head);
  return acts.filter(({ header }) => header.seq <= locker.head.seq);
}

function isLivingActEmpty([checkpoint, ...acts]: readonly Act[]): boolean {
  const end = checkpoint?.body?.form === "checkpoint" ? checkpoint.header.seq : 0;
  return acts.some(({ header, body }) => body === undefined && header.seq < end);
}

/** All acts from a seq on, page by page. */
export async function actsFrom(api: Api, id: Id, from: number): Promise<Act[]> {
  const acts: Act[] = [];
  for (;;) {
    const page = await api.acts(id, from + acts.length);
    acts.push(...page);
    if (page.length < PAGE) return acts;
    require(acts.length < MOST, "too_large");
  }
}
