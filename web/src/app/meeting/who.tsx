import { useEffect } from "preact/hooks";
import { Box } from "../components/box";
import { Button } from "../components/button";
import { Loading } from "../components/loaded";
import { Screen } from "../components/screen";
import { Steps } from "../components/steps";
import { useOthersSetting } from "../people/others-setting";
import { PeopleChoice } from "../people/people-choice";
import { useOthersLoaded } from "../people/use-others-loaded";
import { useCalling } from "./draft";

/** People invited to one meeting. */
const most = 20;

/** First question: with whom, among the people who were met. Who isn't verified is shown, and can't be chosen. */
export function MeetingWhoScreen({ to }: { to: string | undefined }) {
  const { armoire, texts, way } = useOthersSetting();
  const { meetingWho } = texts.meeting;
  const { draft, change, begin } = useCalling();
  const loaded = useOthersLoaded(() => armoire.people());
  useEffect(() => {
    // Back from the next question keeps what was answered; somebody else's page begins anew.
    if (to !== undefined && !draft.people.includes(to)) begin(to);
  }, [to]);
  const known = loaded.value?.filter(({ trust }) => trust !== "unverified").map(({ account }) => account) ?? [];
  const chosen = draft.people.filter((account) => known.includes(account));

  return (
    <Screen
      title={meetingWho.title}
      say={meetingWho.say}
      lockable
      foot={
        <Button
          kind="main"
          picture="next"
          missing={chosen.length === 0 ? meetingWho.missing : chosen.length > most ? meetingWho.most : undefined}
          onClick={() => {
            change({ people: chosen });
            way.go({ at: "others", show: "meetingWhen" });
          }}
        >
          {meetingWho.next}
        </Button>
      }
    >
      <Steps done={1} of={4} />
      <Loading of={loaded}>
        {(people) =>
          people.length === 0 ? (
            <p class="placeholder">{meetingWho.none}</p>
          ) : (
            <PeopleChoice
              legend={meetingWho.title}
              quiet
              several
              people={people}
              chosen={chosen}
              onChoose={(account) => {
                change({ people: turned(chosen, account) });
              }}
            />
          )
        }
      </Loading>
      {chosen.length > 1 && (
        <Box
          label={meetingWho.named}
          why={meetingWho.namedWhy}
          ticked={draft.named}
          onTick={(named) => {
            change({ named });
          }}
        />
      )}
    </Screen>
  );
}

export function turned(list: readonly string[], one: string): readonly string[] {
  return list.includes(one) ? list.filter((other) => other !== one) : [...list, one];
}
