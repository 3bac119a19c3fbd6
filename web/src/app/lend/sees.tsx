import type { Grant, Right } from "../../bridge/bridge";
import { Button } from "../components/button";
import { Loading } from "../components/loaded";
import { Meter } from "../components/meter";
import { Screen } from "../components/screen";
import { WayRow } from "../components/way-row";
import { focusTitle } from "../focus";
import { useInside } from "../locker/inside";
import { NewsNote } from "../locker/news";
import { hour, longDay } from "../papers/dates";
import { displayName } from "../papers/names";
import { Pictogram } from "../pictograms/pictogram";
import { useOthersSetting } from "../people/others-setting";
import { called, PersonRow } from "../people/person-row";
import { OthersRefusal } from "../people/refusal";
import { useNow } from "../people/use-now";
import { useOthersLoaded } from "../people/use-others-loaded";
import { useTask } from "../task";
import { seersOf, seesNow, type Batch, type Seer } from "./batches";
import { EndedNotes } from "./ended";
import { grantPicture, useGrantName } from "./grant-name";
import { endedByThemselves } from "./mode";
import { timeLeft } from "./until";

/** One page with everyone and everything: each ends by one touch, and all by one. Nothing is honey: here one looks. */
export function SeesScreen() {
  const { armoire, texts } = useOthersSetting();
  const { sees } = texts;
  const loaded = useOthersLoaded(() => armoire.grants());
  const now = useNow(20_000);
  const seers = loaded.value === undefined ? undefined : seersOf(loaded.value.filter(({ over }) => over === undefined), now);
  return (
    <Screen title={sees.title} say={seers === undefined ? sees.title : sees.say(seeing(seers, now))} lockable>
      <NewsNote />
      <Loading of={loaded}>
        {(grants) => (
          <>
            <EndedNotes grants={endedByThemselves(grants)} />
            <Sees seers={seers ?? []} now={now} over={grants.filter((grant) => grant.over !== undefined)} onChange={loaded.load} />
          </>
        )}
      </Loading>
    </Screen>
  );
}

/** How many see papers already, as the home counts them too. */
function seeing(seers: readonly Seer[], now: number): number {
  return seers.filter((seer) => seesNow(seer, now)).length;
}

interface SeesProps {
  seers: readonly Seer[];
  over: readonly Grant[];
  now: number;
  onChange: () => void;
}

function Sees({ seers, over, now, onChange }: SeesProps) {
  const { texts, way } = useOthersSetting();
  const { sees } = texts;
  const count = seeing(seers, now);
  return (
    <>
      {count === 0 ? <p class={seers.length === 0 ? "placeholder" : undefined}>{sees.nobody}</p> : <p>{sees.somebody(count)}</p>}
      <ul class="stack">
        {seers.map((seer) => (
          <li key={seer.grantee.account} class="panel">
            <PersonRow person={seer.grantee} />
            {seer.batches.map((batch) => (
              <BatchBody key={batch.key} batch={batch} now={now} onTaken={onChange} />
            ))}
          </li>
        ))}
      </ul>
      {seers.length > 0 && (
        <>
          <Button
            kind="stop"
            picture="lock"
            onClick={() => {
              way.go({ at: "others", show: "takeAllBack" });
            }}
          >
            {sees.takeAll}
          </Button>
          <p class="second">{sees.caution}</p>
        </>
      )}
      <ul class="panel">
        <WayRow picture="people/lend" word={sees.lend} to={{ at: "others", show: "lendWho", start: {} }} />
        <WayRow picture="people" word={texts.mode.title} why={texts.ended.modeWhy} to={{ at: "others", show: "mode" }} />
        <WayRow picture="journal" word={sees.reads} why={sees.readsWhy} to={{ at: "others", show: "reads" }} />
      </ul>
      {over.length > 0 && <Over grants={over} />}
    </>
  );
}

/** What was lent together: each thing, what may be done, how long it still holds, and the one button that ends it. */
function BatchBody({ batch: { grants, first }, now, onTaken }: { batch: Batch; now: number; onTaken: () => void }) {
  const { armoire, texts, language } = useOthersSetting();
  const { sees, trust } = texts;
  const { refresh, tell } = useInside();
  const nameOf = useGrantName();
  const task = useTask();
  const { right, purpose, by, to } = first;
  const whom = called(to, trust.nobody);

  const rights: Record<Right, string> = { ...sees.rights, ...sees.rightsOf[first.on] };

  const takeBack = () => {
    task.run(async () => {
      await armoire.takeBack(grants.map(({ id }) => id));
      tell({ sentence: sees.taken(whom) });
      await refresh();
      onTaken();
      focusTitle();
    });
  };

  return (
    <div class="batch">
      <ul class="things">
        {grants.map((grant) => (
          <li key={grant.id}>
            <Thing grant={grant} />
          </li>
        ))}
      </ul>
      {first.on !== "entry" && (
        <p class="second">
          {rights[right]}
          {purpose !== undefined && ` ${sees.purpose(displayName(purpose))}.`}
          {by !== undefined && ` ${sees.by(called(by, trust.nobody))}`} {sees.until(longDay(first.end, language.formats))}.
        </p>
      )}
      <div class="split">
        <TimeLeft grant={first} now={now} formats={language.formats} />
        <Button small picture="people/take" busy={task.busy} label={sees.takeBackName(grants.map(nameOf).join(", "), whom)} onClick={takeBack}>
          {sees.takeBack}
        </Button>
      </div>
      <OthersRefusal error={task.error} />
    </div>
  );
}

function Thing({ grant }: { grant: Grant }) {
  const { shelves, contents } = useInside();
  const nameOf = useGrantName();
  return (
    <>
      <Pictogram name={grantPicture(grant, shelves, contents)} /> <bdi>{nameOf(grant)}</bdi>
    </>
  );
}

function TimeLeft({ grant: { start, end }, now, formats }: { grant: Grant; now: number; formats: string }) {
  const { texts } = useOthersSetting();
  const { sees } = texts;
  if (start > now) {
    return (
      <p class="state">
        <Pictogram name="people/cal" /> {sees.from(longDay(start, formats))}
      </p>
    );
  }
  const { unit, count } = timeLeft(end, now);
  const percent = Math.min(100, Math.max(0, Math.round((100 * (end - now)) / Math.max(1, end - start))));
  return (
    <p class="left">
      <span class="state">
        <Pictogram name="clock" /> {sees.left[unit](count)}
      </span>
      <Meter label={sees.bar} percent={percent} />
    </p>
  );
}

/** What has ended in the last weeks, in outline. */
function Over({ grants }: { grants: readonly Grant[] }) {
  const { texts, language } = useOthersSetting();
  const { sees } = texts;
  const { formats } = language;
  const nameOf = useGrantName();
  const newest = [...grants].sort((one, other) => (other.over ?? 0) - (one.over ?? 0));
  return (
    <section class="section">
      <h2>{sees.over}</h2>
      <ul class="panel past">
        {newest.map((grant) => (
          <li key={grant.id}>
            <PersonRow
              person={withoutTrust(grant)}
              second={
                <>
                  <span class="second block">
                    <bdi>{nameOf(grant)}</bdi>
                  </span>
                  <span class="state">
                    <Pictogram name="sent" /> {sees.overAt(longDay(grant.over ?? 0, formats), hour(grant.over ?? 0, formats))}
                  </span>
                </>
              }
              end={<Again grant={grant} />}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What has ended is lent again by a new yes: the same questions, with whom and what answered already. Nothing where either isn't there any more. */
function Again({ grant }: { grant: Grant }) {
  const { texts, way } = useOthersSetting();
  const { sees, trust } = texts;
  const nameOf = useGrantName();
  const { to, node, on, name } = grant;
  if (to.name === undefined || to.trust === "unverified" || node === undefined || name === undefined || on === "entry") return null;
  const start = { to: to.account, ...(on === "shelf" ? { shelf: node } : { papers: [node] }) };
  return (
    <Button
      small
      label={sees.againName(nameOf(grant), called(to, trust.nobody))}
      onClick={() => {
        way.go({ at: "others", show: "lendWhat", start });
      }}
    >
      {sees.again}
    </Button>
  );
}

/** How somebody is known says nothing about what is over. */
function withoutTrust({ to: { name, organisation } }: Grant) {
  return { ...(name !== undefined && { name }), ...(organisation !== undefined && { organisation }) };
}
