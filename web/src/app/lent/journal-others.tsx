import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { Grant, JournalEntry, Read, Somebody } from "../../bridge/bridge";
import { Button } from "../components/button";
import { Note } from "../components/note";
import { everything, JournalFilter, keepsAct, keepsRead, peopleOf } from "../lend/journal-filter";
import { useInside } from "../locker/inside";
import { hour } from "../papers/dates";
import { displayName } from "../papers/names";
import { useOthersSetting } from "../people/others-setting";
import { OthersRefusal } from "../people/refusal";
import { useOthersLoaded } from "../people/use-others-loaded";
import { Pictogram } from "../pictograms/pictogram";
import { useTask } from "../task";
import { apart } from "../../languages/apart";
import { calledIn, capital } from "./called";

/** What the journal also shows where others have to do with the locker. */
export interface Extra {
  /** Rows that the service tells, with their times. */
  told: readonly { time: number; key: string; row: ComponentChildren }[];
  /** Whether an act is shown. */
  keeps: (entry: JournalEntry) => boolean;
  /** Said where nothing is shown. */
  none: string;
  /** Stands below an act: the button that ends what lets its author in, or whom something was lent to. */
  beside: (entry: JournalEntry) => ComponentChildren;
}

interface Props {
  /** The acts that are there so far. */
  entries: readonly JournalEntry[];
  children: (extra: Extra) => ComponentChildren;
}

/** What of it is shown, openings as the service tells them, and the button that ends somebody's rights beside what they did. */
export function JournalOthers({ entries, children }: Props) {
  const { armoire, texts } = useOthersSetting();
  const reads = useOthersLoaded(() => armoire.reads());
  const grants = useOthersLoaded(() => armoire.grants());
  const [done, setDone] = useState<string>();
  const [filter, setFilter] = useState(everything);
  const living = (grants.value ?? []).filter(({ over }) => over === undefined);
  const takeBack = (somebody: Somebody) => {
    const theirs = living.filter(({ to }) => to.account === somebody.account);
    if (theirs.length === 0) return null;
    return (
      <TakeBack
        somebody={somebody}
        grants={theirs}
        onDone={() => {
          setDone(capital(texts.acts.takenBack(calledIn(somebody, texts.lent.unknown))));
          grants.load();
        }}
      />
    );
  };
  const told = (reads.value ?? []).flatMap((read, place, all) => {
    if (!keepsRead(filter, read)) return [];
    const key = `read ${String(read.time)} ${String(place)}`;
    const row = (
      <ReadRow read={read} first={isFirst(read, all)}>
        {takeBack(read.who)}
      </ReadRow>
    );
    return [{ time: read.time, key, row }];
  });

  return (
    <>
      <div role="status">{done !== undefined && <Note kind="ok">{done}</Note>}</div>
      <OthersRefusal error={reads.error ?? grants.error} />
      <JournalFilter filter={filter} people={peopleOf(entries, reads.value ?? [])} onFilter={setFilter} />
      {children({
        told,
        keeps: (entry) => keepsAct(filter, entry),
        none: texts.journalFilter.none,
        beside: ({ act, by, whom }) => {
          const somebody = by ?? (act === "lent" ? whom : undefined);
          return somebody === undefined ? null : takeBack(somebody);
        },
      })}
    </>
  );
}

/** Asked once more in the same place: no and yes have the same size. */
function TakeBack({ somebody, grants, onDone }: { somebody: Somebody; grants: readonly Grant[]; onDone: () => void }) {
  const { armoire, texts } = useOthersSetting();
  const { refresh } = useInside();
  const [asks, setAsks] = useState(false);
  const task = useTask();
  const name = calledIn(somebody, texts.lent.unknown);
  if (!asks) {
    return (
      <Button
        small
        picture="people/take"
        label={texts.acts.takeBackName(name)}
        onClick={() => {
          setAsks(true);
        }}
      >
        {texts.acts.takeBack}
      </Button>
    );
  }
  return (
    <div class="pair" role="group" aria-label={texts.acts.takeBackWhat(name)}>
      <p class="said">{texts.acts.takeBackWhat(name)}</p>
      <Button
        small
        picture="cross"
        onClick={() => {
          setAsks(false);
        }}
      >
        {texts.acts.no}
      </Button>
      <Button
        small
        kind="stop"
        picture="people/take"
        busy={task.busy}
        onClick={() => {
          task.run(async () => {
            await armoire.takeBack(grants.map(({ id }) => id));
            await refresh();
            onDone();
          });
        }}
      >
        {texts.acts.yes}
      </Button>
      <OthersRefusal error={task.error} />
    </div>
  );
}

/** Whether it is the first opening of this paper by whoever it was. */
function isFirst({ who, name, time }: Read, all: readonly Read[]): boolean {
  return !all.some((other) => other.who.account === who.account && other.name === name && other.time < time);
}

/** An opening: nobody signs it, so it says whose word it is. */
function ReadRow({ read, first, children }: { read: Read; first: boolean; children: ComponentChildren }) {
  const { texts, language } = useOthersSetting();
  const paper = read.name === undefined ? texts.acts.gone : texts.acts.quote(apart(displayName(read.name)));
  return (
    <li class="row">
      <span class={`token${first ? " new" : ""}`}>
        <Pictogram name="eye" />
      </span>
      <span class="grow">
        <span class="said">{capital(texts.acts.opened(calledIn(read.who, texts.lent.unknown), paper))}</span>
        {first && (
          <span class="state wait">
            <Pictogram name="warn" /> {texts.acts.first}
          </span>
        )}
        <span class="second signed">
          {hour(read.time, language.formats)} · <Pictogram name="people/server" /> {texts.acts.told}
        </span>
        {children}
      </span>
    </li>
  );
}
