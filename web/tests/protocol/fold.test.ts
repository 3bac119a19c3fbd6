import { describe, expect, it } from "vitest";
import { LogReader, checkPin } from "../../src/protocol/log/reader";
import type { Locker } from "../../src/protocol/log/state";
import { Refusal } from "../../src/protocol/refusal";
import { History, withoutBody } from "./history";
import { Random, seeds } from "./random";

const STEPS = 40;

describe.each(seeds(12))("random history, ARMOIRE_SEED=%i", (seed) => {
  const history = new History(new Random(seed));
  for (let step = 0; step < STEPS; step += 1) history.step();
  const { id, cards } = history;

  it("is folded from its beginning to the state that its writer has", () => {
    expect(plain(LogReader.open(id, history.acts, cards, "each").locker)).toEqual(plain(history.locker));
  });

  it("shows the same documents and folders after the purged bodies are gone", () => {
    const { locker } = LogReader.open(id, history.whole(), cards);
    expect(nodes(locker)).toEqual(nodes(history.locker));
  });

  it("is folded from a checkpoint to the same state as from its beginning", () => {
    history.checkpoint();
    for (let step = 0; step < 8; step += 1) history.step();
    const served = history.living()!;
    const gone = served.slice(1).some((act) => act.body === undefined && act.header.seq < served[0]!.header.seq);
    // A living act without its body can't be told from one that is withheld: the whole log is asked for.
    if (gone) expect(() => LogReader.open(id, served, history.cards)).toThrow("list");
    else expect(nodes(LogReader.open(id, served, history.cards).locker)).toEqual(nodes(history.locker));
    if (history.gone.size === 0) expect(plain(LogReader.open(id, served, history.cards).locker)).toEqual(plain(history.locker));
    expect(nodes(LogReader.open(id, history.whole(), history.cards).locker)).toEqual(nodes(history.locker));
  });

  it("is refused when a server leaves out, exchanges, repeats or empties acts", () => {
    const acts = history.acts;
    const random = new Random(seed + 1);
    for (let tries = 0; tries < 20; tries += 1) {
      const at = 1 + random.below(acts.length - 2);
      const swapped = [...acts.slice(0, at), acts[at + 1]!, acts[at]!, ...acts.slice(at + 2)];
      const tampered = [
        [...acts.slice(0, at), ...acts.slice(at + 1)],
        swapped,
        [...acts.slice(0, at), acts[at]!, ...acts.slice(at)],
        [...acts.slice(0, at), withoutBody(acts[at]!), ...acts.slice(at + 1)],
      ];
      for (const served of tampered.slice(0, history.gone.has(at) ? 3 : 4)) {
        expect(() => LogReader.open(id, served, history.cards)).toThrow(Refusal);
      }
    }
  });

  it("shows a rollback and a fork to who has seen the head", () => {
    const pin = history.locker.head;
    const older = history.acts.slice(0, -1);
    const limbo = older.at(-1)?.body?.form === "leave";
    if (!limbo) expect(() => { checkPin(LogReader.open(id, older, history.cards).locker, older, pin); }).toThrow("rolled_back");
    const fork = { seq: pin.seq, hash: history.acts[0]!.hash };
    expect(() => { checkPin(history.locker, history.acts, fork); }).toThrow("fork");
    expect(() => { checkPin(history.locker, history.acts, pin); }).not.toThrow();
  });
});

/** Maps as sorted lists, so that the order of insertion doesn't count. */
function plain(locker: Locker): unknown {
  const maps = { folders: sorted(locker.folders), documents: sorted(locker.documents) };
  return { ...locker, ...maps, grants: sorted(locker.grants), exposed: sorted(locker.exposed), deposits: sorted(locker.deposits) };
}

/** Without the heads of streams, which bodies that are gone may hide. */
function nodes(locker: Locker): unknown {
  const folders = sorted(locker.folders).map(([id, { stream: _stream, ...folder }]) => [id, folder]);
  return { head: locker.head, card: locker.card, keys: locker.keys, folders, documents: sorted(locker.documents) };
}

function sorted<T>(map: ReadonlyMap<string, T>): [string, T][] {
  return [...map].sort(([one], [other]) => (one < other ? -1 : 1));
}
