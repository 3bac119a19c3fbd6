import type { Person } from "../../bridge/bridge";
import { Loading } from "../components/loaded";
import { Name } from "../components/name";
import { Screen } from "../components/screen";
import { hour } from "../papers/dates";
import { displayName } from "../papers/names";
import { useOthersSetting } from "../people/others-setting";
import { PersonBody, PersonRow } from "../people/person-row";
import { useOthersLoaded } from "../people/use-others-loaded";
import { Pictogram } from "../pictograms/pictogram";
import type { Area } from "./area";
import { HandIn } from "./hand-in";

/** On a phone: a paper for somebody's locker, and what this page has handed in. */
export function HandInScreen({ area, to }: { area: Area; to: string | undefined }) {
  const { texts } = useOthersSetting();
  return (
    <Screen title={to === undefined ? texts.rail.deposits : texts.handIn.title} say={texts.handIn.say} lockable>
      <HandInPart area={area} to={to} />
    </Screen>
  );
}

export function HandInPart({ area, to }: { area: Area; to: string | undefined }) {
  const { armoire } = useOthersSetting();
  const people = useOthersLoaded(() => armoire.people());
  return (
    <Loading of={people}>
      {(met) => {
        const person = met.find(({ account }) => account === to);
        if (person !== undefined) return <ToOne key={person.account} area={area} person={person} />;
        return <Choose area={area} people={met.filter(({ reachable }) => reachable)} />;
      }}
    </Loading>
  );
}

function ToOne({ area, person }: { area: Area; person: Person }) {
  const { texts } = useOthersSetting();
  return (
    <>
      <div class="panel">
        <PersonRow person={person} />
      </div>
      {person.reachable ? <HandIn to={person} onHanded={area.onHanded} /> : <p class="placeholder">{texts.handIn.unreachable}</p>}
    </>
  );
}

function Choose({ area, people }: { area: Area; people: readonly Person[] }) {
  const { texts, language, way } = useOthersSetting();
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
      {area.handed.length > 0 && (
        <section class="section">
          <h2>{texts.handIn.here}</h2>
          <ul class="panel">
            {area.handed.map(({ to, paper, time }) => (
              <li key={`${String(time)} ${paper}`} class="row">
                <span class="token">
                  <Pictogram name="people/deposit" />
                </span>
                <span class="grow">
                  <Name of={paper} />
                  <span class="second block">
                    <bdi>{displayName(to)}</bdi> · {hour(time, language.formats)}
                  </span>
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
