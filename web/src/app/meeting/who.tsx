import { useEffect } from "preact/hooks";
import type { Person } from "../../bridge/bridge";
import { Box } from "../components/box";
import { Button } from "../components/button";
import { Loading } from "../components/loaded";
import { Screen } from "../components/screen";
import { Steps } from "../components/steps";
import { useOthersSetting } from "../people/others-setting";
import { PersonBody } from "../people/person-row";
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
            <fieldset class="field">
              <legend class="unseen">{meetingWho.title}</legend>
              <ul class="panel">
                {people.map((person) => (
                  <Row
                    key={person.account}
                    person={person}
                    chosen={chosen.includes(person.account)}
                    onChoose={() => {
                      change({ people: turned(chosen, person.account) });
                    }}
                  />
                ))}
              </ul>
            </fieldset>
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
        <input type="checkbox" checked={chosen} onChange={onChoose} />
      </label>
    </li>
  );
}

export function turned(list: readonly string[], one: string): readonly string[] {
  return list.includes(one) ? list.filter((other) => other !== one) : [...list, one];
}
