import { useState } from "preact/hooks";
import { Button } from "../components/button";
import { Field } from "../components/field";
import { Loading } from "../components/loaded";
import { Note } from "../components/note";
import { Screen } from "../components/screen";
import { useInside } from "../locker/inside";
import { useOthersSetting } from "../people/others-setting";
import { PersonRow } from "../people/person-row";
import { useOthersLoaded } from "../people/use-others-loaded";
import { longestMotive, motiveOf } from "../requests/motive";
import type { Area } from "./area";
import { calledIn } from "./called";
import { helpedBy, type Helped } from "./helped";
import { LeavingRead } from "./leaving-read";

/** Longest name, service and way to be reached, in characters: whatever letters they have, they fit into their bytes. */
const longestName = 80;
const longestReach = 300;

/** Who helps no longer does: whom it is told, who may follow. Nothing happens before it was read over. */
export function LeavingScreen({ area, of, whom }: { area: Area; of: string | undefined; whom: string | undefined }) {
  const { armoire, texts } = useOthersSetting();
  const { leaving } = texts;
  const { here } = useInside();
  const known = useOthersLoaded(async () => {
    const [loans, standing] = await Promise.all([armoire.loans(), armoire.standing()]);
    const all = helpedBy(loans, standing, of);
    return whom === undefined ? all : all.filter(({ person }) => person.account === whom);
  });
  const [name, setName] = useState("");
  const [organisation, setOrganisation] = useState("");
  const [reach, setReach] = useState("");
  const [motive, setMotive] = useState("");
  const [reads, setReads] = useState(false);
  const helped = known.value ?? [];
  const successor = name.trim() === "" ? undefined : { name: name.trim(), ...filled("organisation", organisation), ...filled("reach", reach) };
  const one = of === undefined && whom === undefined ? undefined : helped[0];

  if (reads) {
    return (
      <LeavingRead
        key="read"
        helped={helped}
        isOne={one !== undefined}
        successor={successor}
        motive={motiveOf(motive)}
        onNo={() => {
          setReads(false);
        }}
        onDone={area.loans.load}
      />
    );
  }
  return (
    <Screen
      key="choose"
      title={one === undefined ? leaving.row : leaving.rowOne(calledIn(one.person, texts.lent.unknown))}
      say={leaving.say}
      lockable
      foot={
        helped.length > 0 && (
          <Button
            picture="next"
            missing={here ? undefined : texts.refusals.network}
            onClick={() => {
              setReads(true);
            }}
          >
            {leaving.go}
          </Button>
        )
      }
    >
      <section class="section">
        <h2>{leaving.whom}</h2>
        <Loading of={known}>
          {(all) =>
            all.length === 0 ? (
              <p class="placeholder">{leaving.none}</p>
            ) : (
              <ul class="panel">
                {all.map((one) => (
                  <li key={one.person.account}>
                    <PersonRow person={one.person} second={<Ties of={one} />} />
                  </li>
                ))}
              </ul>
            )
          }
        </Loading>
      </section>
      {helped.length > 0 && (
        <>
          <section class="section stack">
            <h2>{leaving.successor}</h2>
            <Note kind="info">{leaving.successorHint}</Note>
            <Field label={leaving.name} value={name} longest={longestName} onInput={setName} />
            <Field label={leaving.organisation} value={organisation} longest={longestName} onInput={setOrganisation} />
            <Field label={leaving.reach} value={reach} longest={longestReach} onInput={setReach} />
          </section>
          <Field label={leaving.motive} value={motive} longest={longestMotive} onInput={setMotive} />
        </>
      )}
    </Screen>
  );
}

/** What is between them and oneself. */
function Ties({ of: { entry, referent, loans } }: { of: Helped }) {
  const { texts } = useOthersSetting();
  const { leaving } = texts;
  const lines = [...(entry ? [leaving.entry] : []), ...(referent ? [leaving.referent] : []), ...(loans ? [leaving.loans] : [])];
  return (
    <>
      {lines.map((line) => (
        <span key={line} class="second block">
          {line}
        </span>
      ))}
    </>
  );
}

function filled<K extends string>(key: K, typed: string): Partial<Record<K, string>> {
  const text = typed.trim();
  return text === "" ? {} : ({ [key]: text } as Partial<Record<K, string>>);
}
