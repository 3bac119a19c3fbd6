import type { Loss } from "../../bridge/bridge";
import { codeOf } from "../../languages/refusal";
import { Button } from "../components/button";
import { Note, Refusal } from "../components/note";
import { Screen } from "../components/screen";
import { WayRow } from "../components/way-row";
import { useSetting } from "../setting";
import { useTask } from "../task";
import { lossPictures } from "./kinds";
import { Lines } from "./lines";

/** Before: what one button does after a loss. Then the keys change, and what was made anew is shown and proven. */
export function LossScreen({ cause }: { cause: Loss }) {
  const { armoire, texts, language, way, welcome, remember } = useSetting();
  const task = useTask();

  const change = () => {
    task.run(async () => {
      const keys = await armoire.rotate(cause, language.words);
      void remember();
      if (keys.words === undefined && keys.card === undefined) way.restart({ at: "home" }, { at: "lossDone", words: false, card: false });
      else welcome({ keys, why: cause });
    });
  };

  return (
    <Screen
      title={texts.loss.rows[cause]}
      say={texts.loss.say[cause]}
      lockable
      foot={
        <Button kind="main" picture={lossPictures[cause]} busy={task.busy} onClick={change}>
          {texts.loss.go[cause]}
        </Button>
      }
    >
      <p role="status" class={task.busy ? "busy" : "unseen"}>
        {task.busy && texts.loss.running}
      </p>
      <Refusal error={task.error} />
      {codeOf(task.error) === "words_first" && (
        <ul class="panel">
          <WayRow picture="words" word={texts.renew.wordsGo} to={{ at: "renew", what: "words" }} />
        </ul>
      )}
      <Lines title={texts.loss.will} lines={texts.loss.before[cause]} picture="info" />
      <Note kind="ok">{texts.loss.stay}</Note>
      <Note kind="info">{texts.loss.seen}</Note>
      {cause === "stolen" && <p>{texts.loss.pocket}</p>}
      <Note kind="wait">{texts.renew.ready}</Note>
      <p>{texts.loss.pinGoes}</p>
    </Screen>
  );
}

/** After: what was done, and what is left to do here. */
export function LossDoneScreen({ words, card }: { words: boolean; card: boolean }) {
  const { texts, way, remembered } = useSetting();
  const { after } = texts.loss;
  const own = remembered?.handle !== undefined && remembered.keeps && remembered.pin !== true;
  const toWays = () => {
    way.go({ at: "ways" });
  };
  return (
    <Screen
      title={texts.loss.doneTitle}
      say={texts.loss.doneSay}
      lockable
      foot={
        own ? (
          <>
            <Button
              kind="main"
              picture="digits"
              onClick={() => {
                way.go({ at: "setPin" });
              }}
            >
              {texts.setPin.offerGo}
            </Button>
            <Button picture="key" onClick={toWays}>
              {texts.loss.next}
            </Button>
          </>
        ) : (
          <Button kind="main" picture="key" onClick={toWays}>
            {texts.loss.next}
          </Button>
        )
      }
    >
      <Lines
        title={texts.loss.did}
        picture="check"
        lines={[
          after.keys,
          after.sessions,
          after.pins,
          words ? after.newWords : after.sameWords,
          card ? after.newCard : after.sameCard,
          after.papers,
        ]}
      />
    </Screen>
  );
}

/** Somebody saw the PIN. It works on this phone alone: what matters is whether the phone was in other hands. */
export function PinSeenScreen() {
  const { texts } = useSetting();
  return (
    <Screen title={texts.loss.pinTitle} say={texts.loss.say.pinSeen} lockable>
      <p>{texts.loss.pinWhy}</p>
      <section class="section">
        <h2>{texts.loss.pinQuestion}</h2>
        <ul class="panel">
          <WayRow picture="digits" word={texts.loss.pinNo} why={texts.loss.pinNoWhy} to={{ at: "setPin" }} />
          <WayRow picture="phone" word={texts.loss.pinYes} why={texts.loss.pinYesWhy} to={{ at: "loss", cause: "stolen" }} />
        </ul>
      </section>
    </Screen>
  );
}
