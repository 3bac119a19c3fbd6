import { useState } from "preact/hooks";
import type { Person, Vouched } from "../../bridge/bridge";
import { ListenRow } from "../components/listen-row";
import { Loading, useLoaded } from "../components/loaded";
import { NoYes } from "../components/no-yes";
import { Screen } from "../components/screen";
import { WayRow } from "../components/way-row";
import { useInside } from "../locker/inside";
import { longDay } from "../papers/dates";
import { displayName } from "../papers/names";
import { useTask } from "../task";
import { useOthersSetting } from "./others-setting";
import { OthersRefusal } from "./refusal";

/** Leads to showing somebody that a service vouches for oneself, where one does. */
export function ShowVouchRow({ account }: { account: string | undefined }) {
  const { armoire, texts } = useOthersSetting();
  const own = useLoaded(() => armoire.ownVouch());
  if (account === undefined || !own.value) return null;
  return <WayRow picture="people/service" word={texts.showVouch.title} why={texts.showVouch.why} to={{ at: "others", show: "showVouch", account }} />;
}

/** What they will read of oneself, in one sentence, and only then yes or no. */
export function ShowVouchScreen({ account }: { account: string }) {
  const { armoire, texts } = useOthersSetting();
  const { showVouch, othersRefusals } = texts;
  const loaded = useLoaded(async () => {
    const [people, vouch] = await Promise.all([armoire.people(), armoire.ownVouch()]);
    return { person: people.find((one) => one.account === account), vouch };
  });
  const { person, vouch } = loaded.value ?? {};
  if (person !== undefined && vouch) return <Show person={person} vouch={vouch} />;
  return (
    <Screen key="reading" title={showVouch.title} say={showVouch.why} lockable>
      <Loading of={loaded}>{() => <p class="placeholder">{person === undefined ? othersRefusals.not_found : othersRefusals.no_vouch}</p>}</Loading>
    </Screen>
  );
}

function Show({ person, vouch }: { person: Person; vouch: Vouched }) {
  const { armoire, texts, way, language } = useOthersSetting();
  const { showVouch } = texts;
  const { tell } = useInside();
  const task = useTask();
  const [{ organisation, role, site, until }] = useState(vouch);
  const name = displayName(person.name);
  const said = displayName(site === undefined ? role : `${role}, ${site}`);
  const sentence = showVouch.sentence(name, displayName(organisation), said, longDay(until, language.formats));

  const show = () => {
    task.run(async () => {
      await armoire.showVouch(person.account);
      tell({ sentence: showVouch.done(name) });
      way.back();
    });
  };

  return (
    <Screen
      key="read"
      title={showVouch.title}
      quiet
      say={sentence}
      lockable
      foot={<NoYes tall no={showVouch.no} onNo={way.back} yes={showVouch.yes} kind="main" busy={task.busy} onYes={show} />}
    >
      <section class="panel read">
        <p class="say">{sentence}</p>
        <ListenRow say={sentence} word={texts.lendRead.listen} />
      </section>
      <p>{showVouch.counts}</p>
      <OthersRefusal error={task.error} />
    </Screen>
  );
}
