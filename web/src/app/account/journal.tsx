import { Fragment, type ComponentChildren } from "preact";
import { useRef, useState } from "preact/hooks";
import type { JournalAct, JournalEntry, Somebody } from "../../bridge/bridge";
import { apart } from "../../languages/apart";
import type { AccountTexts } from "../../languages/texts";
import { Button } from "../components/button";
import { Loading, useLoaded } from "../components/loaded";
import { Refusal } from "../components/note";
import { Screen } from "../components/screen";
import type { Extra } from "../lent/journal-others";
import { useInside } from "../locker/inside";
import { WithOthers } from "../locker/others-screen";
import { dayOf, hour, longDay } from "../papers/dates";
import { displayName } from "../papers/names";
import { Pictogram, type PictogramName } from "../pictograms/pictogram";
import { useTask } from "../task";
import { useAccountSetting } from "./account-setting";

/** What happened in the locker, in plain sentences, by day. */
export function JournalScreen() {
  const { armoire, texts } = useAccountSetting();
  const { contents } = useInside();
  // What was just ended is still told, also where it was the last thing.
  const others = useRef(false);
  others.current ||= contents.others !== undefined;
  const first = useLoaded(() => armoire.journal({}));
  const [older, setOlder] = useState<{ entries: readonly JournalEntry[]; more: boolean }>();
  const task = useTask();
  const entries = [...(first.value?.entries ?? []), ...(older?.entries ?? [])];
  const more = older?.more ?? first.value?.more ?? false;

  const load = () => {
    const before = entries.at(-1)?.seq;
    if (before === undefined) return;
    task.run(async () => {
      const next = await armoire.journal({ before });
      setOlder((known) => ({ entries: [...(known?.entries ?? []), ...next.entries], more: next.more && next.entries.length > 0 }));
    });
  };

  return (
    <Screen
      title={texts.journal.title}
      say={texts.journal.say}
      lockable
      foot={
        first.value === undefined ? undefined : (
          <Button
            picture="print"
            onClick={() => {
              print();
            }}
          >
            {texts.journal.print}
          </Button>
        )
      }
    >
      <Loading of={first}>
        {() => (
          <>
            <h2 class="on-paper">{texts.journal.title}</h2>
            <WithOthers wanted={others.current}>
              {(there) =>
                there === undefined ? (
                  <Days entries={entries} more={more} />
                ) : (
                  <there.JournalOthers entries={entries}>{(extra) => <Days entries={entries} more={more} extra={extra} />}</there.JournalOthers>
                )
              }
            </WithOthers>
            <Refusal error={task.error} />
            {more ? (
              <Button small picture="plus" busy={task.busy} onClick={load}>
                {texts.journal.older}
              </Button>
            ) : (
              <p class="second">{texts.journal.start}</p>
            )}
          </>
        )}
      </Loading>
    </Screen>
  );
}

interface DaysProps {
  entries: readonly JournalEntry[];
  /** Whether there are older ones that aren't shown. */
  more: boolean;
  /** What others did that nobody signs, and buttons beside what they did. */
  extra?: Extra;
}

/** Acts and what the service tells, by day, the newest first. */
function Days({ entries, more, extra }: DaysProps) {
  const { texts, language } = useAccountSetting();
  const oldest = more ? (entries.at(-1)?.time ?? 0) : 0;
  const rows = [
    ...entries.filter((entry) => extra?.keeps(entry) ?? true).map((entry) => ({ time: entry.time, key: String(entry.seq), row: <Entry entry={entry} beside={extra?.beside(entry)} /> })),
    ...(extra?.told ?? []).filter(({ time }) => time >= oldest),
  ];
  if (extra !== undefined) rows.sort((one, other) => other.time - one.time);
  return (
    <>
      {extra !== undefined && <p role="status">{rows.length === 0 && extra.none}</p>}
      {daysOf(rows).map(({ day, rows }) => (
        <section class="section" key={day}>
          <h2>{dayTitle(rows[0]?.time ?? 0, texts, language.formats)}</h2>
          <ul class="panel">
            {rows.map(({ key, row }) => (
              <Fragment key={key}>{row}</Fragment>
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

function Entry({ entry, beside }: { entry: JournalEntry; beside: ComponentChildren }) {
  const { texts, language } = useAccountSetting();
  return (
    <li class="row">
      <span class="token">
        <Pictogram name={pictures[entry.act]} />
      </span>
      <span class="grow">
        <span class="said">{sentence(entry, texts, language.formats)}</span>
        <span class="second signed">
          {hour(entry.time, language.formats)} · <Pictogram name="pen" /> {entry.by === undefined ? texts.journal.signed : texts.journal.signedBy(called(entry.by, texts))}
        </span>
        {beside}
      </span>
    </li>
  );
}

/** One act as a sentence. Names are apart from it: they keep their own direction, and turn nothing around them. */
export function sentence(entry: JournalEntry, texts: AccountTexts, formats: string): string {
  const { by, whom } = entry;
  // A sentence may begin with somebody who has no name.
  return capital(by === undefined ? byHolder(entry, texts, called(whom, texts), formats) : byOther(entry, texts, called(by, texts), called(whom, texts), formats));
}

function byHolder({ act, name, to, on, until = 0, from }: JournalEntry, texts: AccountTexts, whom: string, formats: string): string {
  const { journal } = texts;
  const { acts } = journal;
  const shown = (given: string | undefined, gone: string) => (given === undefined ? gone : journal.quote(apart(displayName(given))));
  const paper = shown(name, journal.gonePaper);
  const shelf = shown(name, journal.goneShelf);
  switch (act) {
    case "folder":
    case "folder_trashed":
    case "folder_restored":
      return acts[act](shelf);
    case "folder_renamed":
      return acts.folder_renamed(shelf, shown(to, journal.goneShelf));
    case "renamed":
      return acts.renamed(paper, shown(to, journal.gonePaper));
    case "moved":
      return acts.moved(paper, shown(to, journal.goneShelf));
    case "added":
    case "replaced":
    case "trashed":
    case "restored":
      return acts[act](paper);
    case "lent":
      return from === undefined
        ? acts.lent(whatOf(on, paper, shelf, texts), whom, longDay(until, formats), hour(until, formats))
        : acts.lentFrom(whatOf(on, paper, shelf, texts), whom, longDay(from, formats), longDay(until, formats), hour(until, formats));
    case "taken_back":
      return acts.taken_back(whatOf(on, paper, shelf, texts), whom);
    case "accepted":
      return acts.accepted(paper, whom);
    case "refused":
      return acts.refused(whom);
    case "given_back":
    case "deposited":
      // Never the holder's.
      return acts.checkpoint;
    case "locker":
    case "deleted":
    case "keys":
    case "card":
    case "checkpoint":
    case "gap":
    case "notes":
      return acts[act];
  }
}

/** The same where it is said who did it; what names nobody is as by the holder. */
function byOther(entry: JournalEntry, texts: AccountTexts, by: string, whom: string, formats: string): string {
  const { act, name, to, on, until = 0, from } = entry;
  const { journal } = texts;
  const { others } = journal;
  const shown = (given: string | undefined, gone: string) => (given === undefined ? gone : journal.quote(apart(displayName(given))));
  const paper = shown(name, journal.gonePaper);
  const what = whatOf(on, paper, shown(name, journal.goneShelf), texts);
  switch (act) {
    case "added":
    case "replaced":
    case "trashed":
    case "restored":
      return others[act](by, paper);
    case "moved":
      return others.moved(by, paper, shown(to, journal.goneShelf));
    case "lent":
      return from === undefined
        ? others.lent(by, what, whom, longDay(until, formats), hour(until, formats))
        : others.lentFrom(by, what, whom, longDay(from, formats), longDay(until, formats), hour(until, formats));
    case "taken_back":
      return others.taken_back(by, what, whom);
    case "given_back":
      return others.given_back(by, what);
    case "deposited":
      return others.deposited(by);
    case "accepted":
      return others.accepted(by, paper, whom);
    case "refused":
      return others.refused(by, whom);
    case "renamed":
    case "folder":
    case "folder_renamed":
    case "folder_trashed":
    case "folder_restored":
    case "locker":
    case "deleted":
    case "keys":
    case "card":
    case "checkpoint":
    case "gap":
    case "notes":
      return byHolder(entry, texts, whom, formats);
  }
}

function whatOf(on: JournalEntry["on"], paper: string, shelf: string, { journal }: AccountTexts): string {
  return on === "locker" ? journal.all : on === "shelf" ? shelf : paper;
}

function called(somebody: Somebody | undefined, { journal }: AccountTexts): string {
  return somebody?.name === undefined ? journal.unknown : apart(somebody.name);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const pictures: Record<JournalAct, PictogramName> = {
  locker: "armoire",
  folder: "drawer",
  folder_renamed: "pen",
  folder_trashed: "bin",
  folder_restored: "restore",
  added: "plus",
  renamed: "pen",
  moved: "drawer",
  replaced: "turn",
  trashed: "bin",
  restored: "restore",
  deleted: "cross",
  lent: "people",
  taken_back: "people",
  given_back: "people",
  deposited: "letter",
  accepted: "plus",
  refused: "cross",
  notes: "people",
  keys: "key",
  card: "card",
  checkpoint: "check",
  gap: "warn",
};

/** Rows of the same day together, in the order in which they came. */
function daysOf<Row extends { time: number }>(rows: readonly Row[]): { day: string; rows: Row[] }[] {
  const days: { day: string; rows: Row[] }[] = [];
  for (const row of rows) {
    const day = dayOf(row.time);
    const last = days.at(-1);
    if (last?.day === day) last.rows.push(row);
    else days.push({ day, rows: [row] });
  }
  return days;
}

function dayTitle(time: number, { journal }: AccountTexts, formats: string): string {
  const day = longDay(time, formats);
  const now = new Date();
  if (dayOf(time) === dayOf(now.getTime())) return journal.today(day);
  const before = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1);
  return dayOf(time) === dayOf(before.getTime()) ? journal.yesterday(day) : day;
}
