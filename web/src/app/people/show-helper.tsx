import { useState } from "preact/hooks";
import type { Entry, Grant, Person } from "../../bridge/bridge";
import { Loading } from "../components/loaded";
import { Screen } from "../components/screen";
import { displayName } from "../papers/names";
import { useTask } from "../task";
import { useOthersSetting } from "./others-setting";
import { PersonBody } from "./person-row";
import { OthersRefusal } from "./refusal";
import { useOthersLoaded } from "./use-others-loaded";

/** For how long a name is shown, in milliseconds: a year. */
const shownFor = 365 * 86_400_000;

/** Which other people may know that somebody helps: each one by a touch, and nobody unless they were touched. */
export function ShowHelperScreen({ id }: { id: string }) {
  const { armoire, texts } = useOthersSetting();
  const { showHelper } = texts;
  const loaded = useOthersLoaded(async () => {
    const [entries, people, grants] = await Promise.all([armoire.entries(), armoire.people(), armoire.grants()]);
    return { entry: entries.find((one) => one.id === id), people, grants };
  });
  return (
    <Screen title={showHelper.title} say={showHelper.say} lockable>
      <Loading of={loaded}>
        {({ entry, people, grants }) => entry !== undefined && <Choice entry={entry} people={people} grants={grants} />}
      </Loading>
    </Screen>
  );
}

function Choice({ entry, people, grants }: { entry: Entry; people: readonly Person[]; grants: readonly Grant[] }) {
  const { texts } = useOthersSetting();
  const { showHelper } = texts;
  const others = people.filter(({ account }) => account !== entry.account);
  return (
    <>
      <p>{showHelper.lead(displayName(entry.name))}</p>
      {others.length === 0 ? (
        <p class="placeholder">{showHelper.none}</p>
      ) : (
        <>
          <ul class="panel">
            {others.map((person) => (
              <Viewer key={person.account} entry={entry} person={person} grants={grants} />
            ))}
          </ul>
          <p class="second">{showHelper.year}</p>
        </>
      )}
    </>
  );
}

function Viewer({ entry, person, grants }: { entry: Entry; person: Person; grants: readonly Grant[] }) {
  const { armoire } = useOthersSetting();
  const { account, trust } = person;
  const living = grants.filter(({ node, to, over }) => node === entry.id && to.account === account && over === undefined).map((grant) => grant.id);
  const task = useTask();
  // Until the list is told anew, what was just done holds.
  const [turned, setTurned] = useState<{ from: number; sees: boolean }>();
  const sees = turned?.from === living.length ? turned.sees : living.length > 0;
  const closed = trust === "unverified" && !sees;

  const turn = () => {
    task.run(async () => {
      if (sees) await armoire.takeBack(living);
      else await armoire.lend({ nodes: [entry.id], to: account, right: "read", end: Date.now() + shownFor });
      setTurned({ from: living.length, sees: !sees });
    });
  };

  if (closed) {
    return (
      <li class="row off">
        <PersonBody person={person} closed />
      </li>
    );
  }
  return (
    <li>
      <label class="row choice">
        <PersonBody person={person} />
        {/* Never disabled: that would take the focus from who uses a keyboard. Meanwhile another touch changes nothing. */}
        <input type="checkbox" checked={sees} aria-busy={task.busy || undefined} onChange={turn} />
      </label>
      <OthersRefusal error={task.error} />
    </li>
  );
}
