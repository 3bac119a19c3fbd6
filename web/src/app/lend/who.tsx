import { Button } from "../components/button";
import { Loading } from "../components/loaded";
import { Screen } from "../components/screen";
import { Steps } from "../components/steps";
import { useOthersSetting } from "../people/others-setting";
import { PeopleChoice } from "../people/people-choice";
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
            <PeopleChoice
              legend={lendWho.title}
              quiet
              people={people}
              chosen={chosen === undefined ? [] : [chosen.account]}
              onChoose={(to) => {
                change({ to });
              }}
            />
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
