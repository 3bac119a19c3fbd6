import type { Act } from "../../protocol/act/act";
import type { Id } from "../../protocol/id";
import { LogReader, checkPin } from "../../protocol/log/reader";
import type { Place } from "../../protocol/log/state";
import { Refusal, require } from "../../protocol/refusal";
import type { Account } from "../account/account";
import { PAGE, type Api } from "../http/api";

/** Acts fetched at most on the way from a pin to a checkpoint, or of a whole log. */
const MOST = 1_000_000;

/** Reads a locker that isn't in memory, and compares it with the newest act that was seen before (`rolled_back`, `fork`). */
export async function readCold(api: Api, account: Account, id: Id, pin: Place): Promise<LogReader> {
  const served = await api.living(id);
  // Where the head of a stream was purged, only the whole log can tell that its body isn't withheld.
  const acts = isLivingActEmpty(served) ? await actsFrom(api, id, 0) : served;
  const reader = LogReader.open(id, acts, account.cards);
  checkPin(reader.locker, acts, pin);
  if (!acts.some(({ header }) => header.seq === pin.seq)) await bridge(api, id, pin, acts);
  // What this account has seen signed with its newest card can't be gone.
  require(reader.locker.cardNumber >= account.keyring.card, "rolled_back");
  return reader;
}

/** Reads on from what is in memory; gives the new acts too. */
export async function readOn(api: Api, account: Account, reader: LogReader): Promise<{ reader: LogReader; acts: readonly Act[] }> {
  const { id, head } = reader.locker;
  const [known, ...acts] = await actsFrom(api, id, head.seq);
  if (known === undefined) throw new Refusal("rolled_back");
  require(known.header.seq === head.seq && known.hash === head.hash, "fork");
  if (acts.length === 0) return { reader, acts };
  const cards = acts.some(({ body }) => body?.form === "card") ? await account.renewCards() : account.cards;
  return { reader: reader.extend(acts, "newest", cards), acts };
}

function isLivingActEmpty([checkpoint, ...acts]: readonly Act[]): boolean {
  const end = checkpoint?.body?.form === "checkpoint" ? checkpoint.header.seq : 0;
  return acts.some(({ header, body }) => body === undefined && header.seq < end);
}

/** Leads from a pin before a checkpoint to that checkpoint: the same history. */
async function bridge(api: Api, id: Id, pin: Place, served: readonly Act[]): Promise<void> {
  const [checkpoint] = served;
  require(checkpoint?.body?.form === "checkpoint" && checkpoint.header.seq > pin.seq, "fork");
  const acts = await actsFrom(api, id, pin.seq, checkpoint.header.seq);
  let before = pin;
  for (const { header, hash } of acts) {
    const follows = header.seq === pin.seq ? hash === pin.hash : header.seq === before.seq + 1 && header.prev === before.hash;
    require(follows, "fork");
    before = { seq: header.seq, hash };
  }
  require(before.hash === checkpoint.hash, "fork");
}

/** All acts from a seq on, page by page; up to `last`, when given. */
async function actsFrom(api: Api, id: Id, from: number, last = Infinity): Promise<Act[]> {
  const acts: Act[] = [];
  for (;;) {
    const page = await api.acts(id, from + acts.length);
    acts.push(...page);
    const reached = (acts.at(-1)?.header.seq ?? from) >= last;
    if (page.length < PAGE || reached) return acts.filter(({ header }) => header.seq <= last);
    require(acts.length < MOST, "too_large");
  }
}
