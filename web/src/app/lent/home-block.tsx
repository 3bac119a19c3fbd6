import { useEffect } from "preact/hooks";
import type { Grant, Read } from "../../bridge/bridge";
import { Button } from "../components/button";
import { Note } from "../components/note";
import { WayRow } from "../components/way-row";
import { useInside } from "../locker/inside";
import { MeetingSoon } from "../meeting/soon";
import { EndedNotes } from "../lend/ended";
import { endedByThemselves } from "../lend/mode";
import { useOthersSetting } from "../people/others-setting";
import { useOthersLoaded } from "../people/use-others-loaded";
import { calledIn, capital } from "./called";
import { useLeftBehind } from "./left-behind";
import { lendersOf } from "./lenders";
import { LockerSwitch } from "./locker-switch";

/** How long the home says that somebody new has looked, in milliseconds. */
const day = 24 * 60 * 60_000;

/** First looks that the home names; the others stand in the journal. */
const mostLooks = 2;

/** What the home says of other people: what waits, who has looked for the first time, what is lent to oneself. */
export function HomeBlock() {
  const { armoire, texts, way } = useOthersSetting();
  const { contents } = useInside();
  useHelperFirst();
  const loans = useOthersLoaded(() => armoire.loans());
  const seeing = contents.others?.seeing ?? 0;
  const reads = useOthersLoaded(() => (seeing > 0 ? armoire.reads() : Promise.resolve<Read[]>([])));
  const isEnded = contents.others?.ended === true;
  const grants = useOthersLoaded(() => (isEnded ? armoire.grants() : Promise.resolve<Grant[]>([])));
  const waiting = contents.others?.waiting ?? 0;
  const lenders = lendersOf(loans.value ?? []);
  const left = useLeftBehind(loans.value).length;

  return (
    <>
      <LockerSwitch lenders={lenders} here="own" />
      <MeetingSoon />
      <EndedNotes grants={endedByThemselves(grants.value ?? [])} />
      {firstLooks(reads.value ?? [], Date.now()).slice(0, mostLooks).map(({ who }) => (
        <Note key={who.account} kind="wait">
          <b>{capital(texts.block.first(calledIn(who, texts.lent.unknown)))}</b> {texts.block.told}
          <Button
            small
            picture="eye"
            onClick={() => {
              way.go({ at: "others", show: "sees" });
            }}
          >
            {texts.block.who}
          </Button>
        </Note>
      ))}
      {(waiting > 0 || lenders.length > 0 || left > 0) && (
        <ul class="panel">
          {waiting > 0 && <WayRow picture="people/inbox" word={texts.waiting.title} why={texts.block.waiting(waiting)} to={{ at: "others", show: "waiting" }} />}
          {(lenders.length > 0 || left > 0) && (
            <WayRow
              picture="people/lend"
              word={texts.lent.homeRow}
              why={left > 0 ? texts.leftBehind.count(left) : texts.block.lent(lenders.length)}
              to={{ at: "others", show: "lent" }}
            />
          )}
        </ul>
      )}
    </>
  );
}

/** Who helps others sees what is lent to them first; Back leads to their own locker. Once for each opening. */
function useHelperFirst(): void {
  const { armoire, way } = useOthersSetting();
  const { fresh } = useInside();
  useEffect(() => {
    if (!fresh.current) return undefined;
    fresh.current = false;
    let here = true;
    armoire.introduction().then(
      (mine) => {
        if (here && mine?.organisation !== undefined) way.restart({ at: "home" }, { at: "others", show: "lent" });
      },
      () => undefined,
    );
    return () => {
      here = false;
    };
  }, []);
}

/** The first times that each account opened one of the papers, where that was in the last day: the newest of each, the newest first. */
export function firstLooks(reads: readonly Read[], now: number): Read[] {
  const first = new Map<string, Read>();
  for (const read of [...reads].sort((one, other) => one.time - other.time)) {
    const what = JSON.stringify([read.who.account, read.name]);
    if (!first.has(what)) first.set(what, read);
  }
  const newest = new Map<string, Read>();
  for (const read of first.values()) if (now - read.time < day) newest.set(read.who.account, read);
  return [...newest.values()].sort((one, other) => other.time - one.time);
}
