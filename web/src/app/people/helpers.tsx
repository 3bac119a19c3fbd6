import type { Entry, Person, ReferentState } from "../../bridge/bridge";
import { Button } from "../components/button";
import { Loading } from "../components/loaded";
import { Name } from "../components/name";
import { Screen } from "../components/screen";
import { WayRow } from "../components/way-row";
import { focusTitle } from "../focus";
import { NewsNote } from "../locker/news";
import { displayName } from "../papers/names";
import { Pictogram } from "../pictograms/pictogram";
import { useInside } from "../locker/inside";
import { useTask } from "../task";
import { EntryLines, EntryRow } from "./entry-row";
import { NewsNotes } from "./news-notes";
import { useOthersSetting } from "./others-setting";
import { PersonBody, personPicture } from "./person-row";
import { ReferentNote } from "./referent-note";
import { OthersRefusal } from "./refusal";
import { PersonToken } from "./trust";
import { useOthersLoaded } from "./use-others-loaded";

/** Who helps: the referent first, who helps now, who was met, and who helped before. */
export function HelpersScreen() {
  const { armoire, texts, way } = useOthersSetting();
  const { helpers } = texts;
  const loaded = useOthersLoaded(async () => {
    // Answers to what the holder proposed are taken in with the letters.
    await armoire.letters().catch(() => undefined);
    const [entries, people, referent, blocked] = await Promise.all([armoire.entries(), armoire.people(), armoire.referent(), armoire.blocked()]);
    return { entries, people, referent, blocked };
  });
  return (
    <Screen
      title={helpers.title}
      say={helpers.say}
      lockable
      foot={
        <Button
          kind="main"
          picture="plus"
          onClick={() => {
            way.go({ at: "others", show: "addHelper" });
          }}
        >
          {helpers.add}
        </Button>
      }
    >
      <NewsNote />
      <NewsNotes />
      <Loading of={loaded}>{(value) => <Helpers {...value} onChange={loaded.load} />}</Loading>
      <ul class="panel">
        {loaded.value !== undefined && loaded.value.entries.length > 0 && (
          <WayRow picture="print" word={texts.listOut.row} why={texts.listOut.rowWhy} to={{ at: "others", show: "listOut" }} />
        )}
        <WayRow picture="people/cal" word={texts.meeting.meetings.row} why={texts.meeting.meetings.rowWhy} to={{ at: "others", show: "meetings" }} />
        <WayRow picture="people/person" word={helpers.mine} why={helpers.mineWhy} to={{ at: "others", show: "introduce" }} />
        {loaded.value !== undefined && loaded.value.blocked.length > 0 && (
          <WayRow picture="people/block" word={texts.blocking.title} why={texts.blocking.rowWhy} to={{ at: "others", show: "blocked" }} />
        )}
      </ul>
    </Screen>
  );
}

interface HelpersProps {
  entries: readonly Entry[];
  people: readonly Person[];
  referent: ReferentState;
  onChange: () => void;
}

function Helpers({ entries, people, referent, onChange }: HelpersProps) {
  const { texts } = useOthersSetting();
  const { helpers } = texts;
  const chosen = referent.state === "accepted" ? entries.find(({ id }) => id === referent.entry) : undefined;
  const now = entries.filter((entry) => entry.until === undefined && entry !== chosen);
  const before = entries.filter((entry) => entry.until !== undefined && entry !== chosen);
  const met = people.filter(({ account }) => !entries.some((entry) => entry.account === account));
  return (
    <>
      <ReferentNote referent={referent} entries={entries} onChange={onChange} />
      {chosen !== undefined && (
        <section class="panel referent">
          <h2>
            <Pictogram name="star" /> {helpers.referent}
          </h2>
          <EntryRow entry={chosen} />
        </section>
      )}
      {entries.length + met.length === 0 && <p class="placeholder">{helpers.none}</p>}
      {now.length > 0 && (
        <section class="section">
          <h2>{helpers.now}</h2>
          <ul class="panel">
            {now.map((entry) => (
              <li key={entry.id}>
                <EntryRow entry={entry} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {met.length > 0 && (
        <section class="section">
          <h2>{helpers.met}</h2>
          <ul class="panel">
            {met.map((person) => (
              <MetRow key={person.account} person={person} />
            ))}
          </ul>
        </section>
      )}
      {before.length > 0 && (
        <section class="section">
          <h2>{helpers.before}</h2>
          <ul class="panel past">
            {before.map((entry) => (
              <PastRow key={entry.id} entry={entry} onBack={onChange} />
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function MetRow({ person }: { person: Person }) {
  const { way } = useOthersSetting();
  return (
    <li>
      <button
        type="button"
        class="row"
        onClick={() => {
          way.go({ at: "others", show: "met", account: person.account });
        }}
      >
        <PersonBody person={person} closed />
        <Pictogram name="next" flips />
      </button>
    </li>
  );
}

/** Somebody who helped before: one touch invites them back. */
function PastRow({ entry, onBack }: { entry: Entry; onBack: () => void }) {
  const { armoire, texts, way } = useOthersSetting();
  const { tell } = useInside();
  const task = useTask();
  const { id, name } = entry;

  const invite = () => {
    task.run(async () => {
      const { until, trust, addedBy, shownTo, ...words } = entry;
      await armoire.saveEntry(words);
      tell({ sentence: texts.helpers.backDone(displayName(name)) });
      onBack();
      focusTitle();
    });
  };

  return (
    <li class="with-tool">
      <button
        type="button"
        class="row"
        onClick={() => {
          way.go({ at: "others", show: "helper", id });
        }}
      >
        <PersonToken picture={personPicture(entry)} />
        <span class="grow">
          <Name of={name} />
          <EntryLines entry={entry} />
        </span>
      </button>
      <button type="button" class="tool" aria-label={texts.helpers.backName(displayName(name))} aria-busy={task.busy || undefined} onClick={invite}>
        <Pictogram name={task.busy ? "clock" : "people/take"} />
        {task.busy ? texts.wait : texts.helpers.back}
      </button>
      <OthersRefusal error={task.error} />
    </li>
  );
}
