import { Button } from "../components/button";
import { Screen } from "../components/screen";
import { WayRow } from "../components/way-row";
import { Call } from "./call";
import { useOthersSetting } from "./others-setting";
import { PersonRow } from "./person-row";
import { useOthersLoaded } from "./use-others-loaded";

interface Props {
  /** Whom it is about, where the screen before knows. */
  account: string | undefined;
  /** `card`: other keys than those that were met; `unverified`: nobody has seen yet who it is. */
  why: "card" | "unverified";
}

/** Somebody isn't, or can't be shown to be, whom one has met: what happened, what is stopped, and what puts it right. */
export function MeetAgainScreen({ account, why }: Props) {
  const { armoire, texts, way } = useOthersSetting();
  const { meetAgain } = texts;
  const people = useOthersLoaded(() => armoire.people());
  const person = people.value?.find((one) => one.account === account);
  return (
    <Screen
      title={why === "card" ? meetAgain.changed : meetAgain.unsure}
      say={why === "card" ? meetAgain.changedSay : meetAgain.unsureSay}
      lockable
      foot={
        <Button
          kind="main"
          picture="people/qr"
          onClick={() => {
            way.go({ at: "others", show: "square" });
          }}
        >
          {meetAgain.go}
        </Button>
      }
    >
      {person !== undefined && (
        <div class="panel">
          <PersonRow person={person} closed end={<Call person={person} />} />
        </div>
      )}
      <Part title={meetAgain.happened} sentences={why === "card" ? meetAgain.changedWhat : meetAgain.unsureWhat} />
      <Part title={meetAgain.stopped} sentences={meetAgain.stoppedWhat} />
      <Part title={meetAgain.todo} sentences={meetAgain.todoWhat} />
      <ul class="panel">
        <WayRow picture="camera" word={texts.addHelper.scan} why={texts.addHelper.scanWhy} to={{ at: "others", show: "scanSquare" }} />
        <WayRow picture="eye" word={texts.sees.title} why={meetAgain.seesWhy} to={{ at: "others", show: "sees" }} />
      </ul>
    </Screen>
  );
}

function Part({ title, sentences }: { title: string; sentences: readonly string[] }) {
  return (
    <section class="section">
      <h2>{title}</h2>
      {sentences.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </section>
  );
}
