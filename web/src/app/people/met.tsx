import type { Person } from "../../bridge/bridge";
import { Button } from "../components/button";
import { Loading } from "../components/loaded";
import { Note } from "../components/note";
import { Screen } from "../components/screen";
import { NewsNote } from "../locker/news";
import { displayName } from "../papers/names";
import { Lending, Part, TwoHistories } from "./helper";
import { useOthersSetting } from "./others-setting";
import { PersonRow } from "./person-row";
import { ProposeRow } from "./propose";
import { ShowVouchRow } from "./show-vouch";
import { StandRow } from "./stand-row";
import { VouchedBy } from "./trust";
import { useOthersLoaded } from "./use-others-loaded";
import { VouchRow } from "./vouch-for";
import { Words } from "./words";

/** Somebody who was met and doesn't stand on the list yet. */
export function MetScreen({ account }: { account: string }) {
  const { armoire, texts, way } = useOthersSetting();
  const loaded = useOthersLoaded(async () => ({ person: (await armoire.people()).find((one) => one.account === account) }));
  const person = loaded.value?.person;
  const name = person === undefined ? texts.helpers.met : displayName(person.name);
  return (
    <Screen
      title={name}
      quiet
      say={texts.helper.say(name)}
      lockable
      foot={
        person === undefined ? undefined : (
          <Button
            kind="main"
            picture="plus"
            onClick={() => {
              way.go({ at: "others", show: "writeHelper", account });
            }}
          >
            {texts.helper.onList}
          </Button>
        )
      }
    >
      <NewsNote />
      <Loading of={loaded}>
        {({ person }) => (person === undefined ? <p class="placeholder">{texts.othersRefusals.not_found}</p> : <Met person={person} />)}
      </Loading>
    </Screen>
  );
}

function Met({ person }: { person: Person }) {
  const { texts } = useOthersSetting();
  const { helper, othersRefusals } = texts;
  const { site, mission, reach, trust, vouch } = person;
  return (
    <>
      <div class="panel">
        <PersonRow person={person} closed />
        {vouch !== undefined && <VouchedBy vouch={vouch} />}
        {site !== undefined && <Part title={texts.writeHelper.site}><Words of={site} /></Part>}
        {mission !== undefined && <Part title={helper.mission}><Words of={mission} /></Part>}
        {reach !== undefined && <Part title={helper.reach}><Words of={reach} /></Part>}
      </div>
      {person.forked === true && <TwoHistories name={person.name} />}
      {trust === "unverified" && <Note kind="wait">{othersRefusals.unverified}</Note>}
      <ul class="panel">
        <Lending account={person.account} trust={trust} />
        <ProposeRow person={person} />
        <VouchRow account={person.account} trust={trust} />
        <ShowVouchRow account={person.account} />
        <StandRow account={person.account} />
      </ul>
    </>
  );
}
