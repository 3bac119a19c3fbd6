import type { Person } from "../../bridge/bridge";
import { Button } from "../components/button";
import { Loading } from "../components/loaded";
import { Screen } from "../components/screen";
import { Steps } from "../components/steps";
import { useOthersSetting } from "../people/others-setting";
import { PersonBody } from "../people/person-row";
import { useOthersLoaded } from "../people/use-others-loaded";
import { useLending } from "./draft";
import type { LendStart } from "./place";

/** First question: to whom, among the people who were met. Who isn't verified is shown, and can't be chosen. */
export function LendWhoScreen({ start }: { start: LendStart | undefined }) {
  const { armoire, texts, way } = useOthersSetting();
  const { lend, lendWho } = texts;
  const { draft, change } = useLending(start);
  const loaded = useOthersLoaded(() => armoire.people());
  const chosen = loaded.value?.find(({ account, trust }) => account === draft.to && trust !== "unverified");
  const none = loaded.value?.length === 0;

  return (
    <Screen
      title={lendWho.title}
      say={lendWho.say}
      lockable
      foot={
        none ? undefined : (
          <Button
            kind="main"
            picture="next"
            missing={chosen === undefined ? lendWho.missing : undefined}
            onClick={() => {
              way.go({ at: "others", show: "lendWhat" });
            }}
          >
            {lend.next}
          </Button>
        )
      }
    >
      <Steps done={1} of={4} />
      <Loading of={loaded}>
        {(people) =>
          people.length === 0 ? (
            <p class="placeholder">{lendWho.none}</p>
          ) : (
            <fieldset class="field">
              <legend class="unseen">{lendWho.title}</legend>
              <ul class="panel">
                {people.map((person) => (
                  <Row
                    key={person.account}
                    person={person}
                    chosen={person === chosen}
                    onChoose={() => {
                      change({ to: person.account });
                    }}
                  />
                ))}
              </ul>
            </fieldset>
          )
        }
      </Loading>
      <Button
        small={!none}
        kind={none ? "main" : "second"}
        picture="people/qr"
        onClick={() => {
          way.go({ at: "others", show: "addHelper" });
        }}
      >
        {lendWho.other}
      </Button>
    </Screen>
  );
}

function Row({ person, chosen, onChoose }: { person: Person; chosen: boolean; onChoose: () => void }) {
  if (person.trust === "unverified") {
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
        <input type="radio" name="to" value={person.account} checked={chosen} onChange={onChoose} />
      </label>
    </li>
  );
}
