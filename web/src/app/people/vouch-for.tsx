import { useState } from "preact/hooks";
import type { Introduction, Person, Trust } from "../../bridge/bridge";
import { Button } from "../components/button";
import { Field } from "../components/field";
import { ListenRow } from "../components/listen-row";
import { Loading, useLoaded } from "../components/loaded";
import { NoYes } from "../components/no-yes";
import { Screen } from "../components/screen";
import { WayRow } from "../components/way-row";
import { useInside } from "../locker/inside";
import { longDay } from "../papers/dates";
import { displayName } from "../papers/names";
import { useTask } from "../task";
import { longest } from "./introduction";
import { useOthersSetting } from "./others-setting";
import { OthersRefusal } from "./refusal";

/** For how long a service vouches, milliseconds: a day less than the most, so that a clock that is a little ahead doesn't matter. */
const lasts = 89 * 86_400_000;

/** Leads to vouching for somebody; for who has introduced themselves with a service, of who is sure to be who they are. */
export function VouchRow({ account, trust }: { account: string | undefined; trust: Trust | undefined }) {
  const { armoire, texts } = useOthersSetting();
  const { vouchFor } = texts;
  const mine = useLoaded(() => armoire.introduction());
  if (account === undefined || trust === undefined || trust === "unverified" || mine.value?.organisation === undefined) return null;
  return <WayRow picture="people/service" word={vouchFor.title} why={vouchFor.why} to={{ at: "others", show: "vouch", account }} />;
}

/** What the service says of somebody, then the whole in one sentence, to be read or listened to, and only then yes or no. */
export function VouchScreen({ account }: { account: string }) {
  const { armoire, texts } = useOthersSetting();
  const { vouchFor } = texts;
  const loaded = useLoaded(async () => {
    const [people, mine] = await Promise.all([armoire.people(), armoire.introduction()]);
    return { person: people.find((one) => one.account === account), mine };
  });
  const person = loaded.value?.person;
  if (person !== undefined) return <Vouch person={person} mine={loaded.value?.mine} />;
  return (
    <Screen key="reading" title={vouchFor.title} say={vouchFor.say} lockable>
      <Loading of={loaded}>{() => <p class="placeholder">{texts.othersRefusals.not_found}</p>}</Loading>
    </Screen>
  );
}

function Vouch({ person, mine }: { person: Person; mine: Introduction | undefined }) {
  const { texts } = useOthersSetting();
  const { vouchFor, lend } = texts;
  const [role, setRole] = useState("");
  const [site, setSite] = useState(mine?.site ?? "");
  const [asked, setAsked] = useState(false);
  const missing = role.trim() === "";
  if (asked) {
    const said = { to: person.account, role: role.trim(), ...(site.trim() !== "" && { site: site.trim() }) };
    return (
      <Read
        person={person}
        said={said}
        onNo={() => {
          setAsked(false);
        }}
      />
    );
  }
  return (
    <Screen
      key="write"
      title={vouchFor.title}
      say={vouchFor.say}
      lockable
      foot={
        <Button
          kind="main"
          picture="next"
          missing={missing ? vouchFor.missing : undefined}
          onClick={() => {
            setAsked(true);
          }}
        >
          {lend.next}
        </Button>
      }
    >
      <p>{vouchFor.lead(displayName(person.name))}</p>
      <Field label={vouchFor.role} value={role} onInput={setRole} longest={longest.name} />
      <Field label={vouchFor.site} value={site} onInput={setSite} longest={longest.name} />
    </Screen>
  );
}

interface ReadProps {
  person: Person;
  said: { to: string; role: string; site?: string };
  onNo: () => void;
}

function Read({ person, said, onNo }: ReadProps) {
  const { armoire, texts, way, language } = useOthersSetting();
  const { vouchFor } = texts;
  const { tell } = useInside();
  const task = useTask();
  const name = displayName(person.name);
  const [until] = useState(() => Date.now() + lasts);
  const where = said.site === undefined ? said.role : `${said.role}, ${said.site}`;
  const sentence = vouchFor.sentence(name, displayName(where), longDay(until, language.formats));

  const vouch = () => {
    task.run(async () => {
      await armoire.vouch({ ...said, until });
      tell({ sentence: vouchFor.done(name) });
      way.back();
    });
  };

  return (
    <Screen
      key="read"
      title={vouchFor.title}
      quiet
      say={sentence}
      lockable
      foot={<NoYes tall no={vouchFor.no} onNo={onNo} yes={vouchFor.yes} kind="main" busy={task.busy} onYes={vouch} />}
    >
      <section class="panel read">
        <p class="say">{sentence}</p>
        <ListenRow say={sentence} word={texts.lendRead.listen} />
      </section>
      <p>{vouchFor.shown}</p>
      <p>{vouchFor.ends}</p>
      <OthersRefusal error={task.error} />
    </Screen>
  );
}
