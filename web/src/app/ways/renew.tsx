import { Button } from "../components/button";
import { Note, Refusal } from "../components/note";
import { Screen } from "../components/screen";
import { WayRow } from "../components/way-row";
import { useSetting } from "../setting";
import { useTask } from "../task";
import { Lines } from "./lines";

/** New words or a new card, when nobody else knows the old ones: the keys inside stay. Somebody who does is another button. */
export function RenewScreen({ what }: { what: "words" | "card" }) {
  const { armoire, texts, language, welcome } = useSetting();
  const task = useTask();
  const words = what === "words";

  const make = () => {
    task.run(async () => {
      const keys = words ? await armoire.newWords(language.words) : await armoire.newCard();
      welcome({ keys, why: "renewed" });
    });
  };

  return (
    <Screen
      title={words ? texts.renew.wordsTitle : texts.renew.cardTitle}
      say={words ? texts.renew.wordsSay : texts.renew.cardSay}
      lockable
      foot={
        <Button kind="main" picture={what} busy={task.busy} onClick={make}>
          {words ? texts.renew.wordsGo : texts.renew.cardGo}
        </Button>
      }
    >
      <Lines title={texts.loss.will} lines={words ? texts.renew.words : texts.renew.card} picture="info" />
      <Note kind="wait">{texts.renew.ready}</Note>
      <Refusal error={task.error} />
      <p>{words ? texts.renew.known : texts.renew.cardKnown}</p>
      <ul class="panel">
        {words ? (
          <WayRow picture="warn" word={texts.renew.knownGo} to={{ at: "loss", cause: "wordsKnown" }} />
        ) : (
          <WayRow picture="warn" word={texts.renew.cardKnownGo} to={{ at: "loss", cause: "cardKnown" }} />
        )}
      </ul>
    </Screen>
  );
}
