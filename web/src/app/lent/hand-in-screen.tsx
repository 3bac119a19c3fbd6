import type { Person } from "../../bridge/bridge";
import { Loading } from "../components/loaded";
import { Screen } from "../components/screen";
import { useOthersSetting } from "../people/others-setting";
import { PersonBody, PersonRow } from "../people/person-row";
import { useOthersLoaded } from "../people/use-others-loaded";
import { Pictogram } from "../pictograms/pictogram";
import { HandIn } from "./hand-in";
import { HandedPart } from "./handed";

/** On a phone: a paper for somebody's locker, and what was handed in before. */
export function HandInScreen({ to }: { to: string | undefined }) {
  const { texts } = useOthersSetting();
  return (
    <Screen title={to === undefined ? texts.rail.deposits : texts.handIn.title} say={texts.handIn.say} lockable>
      <HandInPart to={to} />
    </Screen>
  );
}

export function HandInPart({ to }: { to: string | undefined }) {
  const { armoire } = useOthersSetting();
  const people = useOthersLoaded(() => armoire.people());
  return (
    <Loading of={people}>
      {(met) => {
        const person = met.find(({ account }) => account === to);
        if (person !== undefined) return <ToOne key={person.account} person={person} />;
        return <Choose people={met.filter(({ reachable }) => reachable)} />;
      }}
    </Loading>
  );
}

function ToOne({ person }: { person: Person }) {
  const { texts } = useOthersSetting();
  return (
    <>
      <div class="panel">
        <PersonRow person={person} />
      </div>
      {person.reachable ? <HandIn to={person} /> : <p class="placeholder">{texts.handIn.unreachable}</p>}
    </>
  );
}

function Choose({ people }: { people: readonly Person[] }) {
  const { texts, way } = useOthersSetting();
  return (
    <>
      <section class="section">
        <h2>{texts.handIn.who}</h2>
        {people.length === 0 ? (
          <p class="placeholder">{texts.handIn.nobody}</p>
        ) : (
          <ul class="panel">
            {people.map((person) => (
              <li key={person.account}>
                <button
                  type="button"
                  class="row"
                  onClick={() => {
                    way.go({ at: "others", show: "handIn", to: person.account });
                  }}
                >
                  <PersonBody person={person} />
                  <Pictogram name="next" flips />
                </button>
              </li>
            ))}
          </ul>
        )}
      </section>
      <HandedPart />
    </>
  );
}
