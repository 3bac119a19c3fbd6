import { useState } from "preact/hooks";
import type { Introduction, Person } from "../../bridge/bridge";
import { Field } from "../components/field";
import { Loading, useLoaded } from "../components/loaded";
import { NoYes } from "../components/no-yes";
import { Note } from "../components/note";
import { Screen } from "../components/screen";
import { WayRow } from "../components/way-row";
import { useInside } from "../locker/inside";
import { displayName } from "../papers/names";
import { longestMotive, motiveOf } from "../requests/motive";
import { Introduced } from "../requests/introduced";
import { useTask } from "../task";
import { useOthersSetting } from "./others-setting";
import { PersonRow } from "./person-row";
import { OthersRefusal } from "./refusal";

type What = "entry" | "referent";

/** Leads to offering oneself; for who has introduced themselves with a service, to somebody whom a letter reaches. */
export function ProposeRow({ person }: { person: Person | undefined }) {
  const { armoire, texts } = useOthersSetting();
  const { propose } = texts;
  const mine = useLoaded(() => armoire.introduction());
  if (person?.reachable !== true || person.trust === "unverified" || mine.value?.organisation === undefined) return null;
  return <WayRow picture="people/deposit" word={propose.title} why={propose.rowWhy} to={{ at: "others", show: "propose", account: person.account }} />;
}

/** Somebody who helps offers to stand on a person's list, or to be their referent; the other one decides. */
export function ProposeScreen({ account }: { account: string }) {
  const { armoire, texts } = useOthersSetting();
  const { propose } = texts;
  const loaded = useLoaded(async () => {
    const [people, mine] = await Promise.all([armoire.people(), armoire.introduction()]);
    return { person: people.find((one) => one.account === account), mine };
  });
  const { person, mine } = loaded.value ?? {};
  if (person !== undefined && mine !== undefined) return <Propose person={person} mine={mine} />;
  return (
    <Screen key="reading" title={propose.title} say={propose.say} lockable>
      <Loading of={loaded}>{() => <p class="placeholder">{texts.othersRefusals.not_found}</p>}</Loading>
    </Screen>
  );
}

function Propose({ person, mine }: { person: Person; mine: Introduction }) {
  const { armoire, texts, way } = useOthersSetting();
  const { propose } = texts;
  const { tell } = useInside();
  const [what, setWhat] = useState<What>();
  const [motive, setMotive] = useState("");
  const task = useTask();

  const send = () => {
    if (what === undefined) return;
    task.run(async () => {
      await armoire.propose({ to: person.account, what, ...motiveOf(motive) });
      tell({ sentence: propose.done(displayName(person.name)) });
      way.back();
    });
  };

  return (
    <Screen
      key="write"
      title={propose.title}
      say={propose.say}
      lockable
      foot={
        <NoYes
          no={propose.no}
          onNo={way.back}
          yes={propose.yes}
          kind="main"
          busy={task.busy}
          missing={what === undefined ? propose.missing : undefined}
          onYes={send}
        />
      }
    >
      <div class="panel">
        <PersonRow person={person} />
      </div>
      <fieldset class="field">
        <legend>{propose.what}</legend>
        <div class="panel">
          <Choice what="entry" chosen={what} onChoose={setWhat} />
          <Choice what="referent" chosen={what} onChoose={setWhat} />
        </div>
      </fieldset>
      {what === "entry" && (
        <section class="part">
          <h2>{propose.reads}</h2>
          <Introduced entry={mine} />
        </section>
      )}
      <Note kind="info">{propose.decides}</Note>
      <Field label={propose.motive} value={motive} longest={longestMotive} onInput={setMotive} />
      <OthersRefusal error={task.error} />
    </Screen>
  );
}

function Choice({ what, chosen, onChoose }: { what: What; chosen: What | undefined; onChoose: (what: What) => void }) {
  const { texts } = useOthersSetting();
  const { name, why } = texts.propose[what];
  return (
    <label class="row choice">
      <span class="grow">
        <span class="name ours">{name}</span>
        <span class="second block">{why}</span>
      </span>
      <input
        type="radio"
        name="what"
        checked={what === chosen}
        onChange={() => {
          onChoose(what);
        }}
      />
    </label>
  );
}
