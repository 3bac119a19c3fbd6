import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { Grant, JournalEntry, Read, Somebody } from "../../bridge/bridge";
import { Button } from "../components/button";
import { Note } from "../components/note";
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
  /** Stands below an act: the button that ends what lets its author in. */
  beside: (entry: JournalEntry) => ComponentChildren;
}

/** Openings, as the service tells them, and the button that ends somebody's rights beside what they did. */
export function JournalOthers({ children }: { children: (extra: Extra) => ComponentChildren }) {
  const { armoire, texts } = useOthersSetting();
  const reads = useOthersLoaded(() => armoire.reads());
  const grants = useOthersLoaded(() => armoire.grants());
  const [done, setDone] = useState<string>();
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
  const told = (reads.value ?? []).map((read, place, all) => ({
    time: read.time,
    key: `read ${String(read.time)} ${String(place)}`,
    row: (
      <ReadRow read={read} first={isFirst(read, all)}>
        {isFirst(read, all) && takeBack(read.who)}
      </ReadRow>
    ),
  }));

  return (
    <>
      <div role="status">{done !== undefined && <Note kind="ok">{done}</Note>}</div>
      <OthersRefusal error={reads.error ?? grants.error} />
      {children({
        told,
        beside: (entry) => {
          return entry.by === undefined ? null : takeBack(entry.by);
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

/** Whether it is the first opening by whoever it was. */
function isFirst({ who, time }: Read, all: readonly Read[]): boolean {
  return !all.some((other) => other.who.account === who.account && other.time < time);
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
