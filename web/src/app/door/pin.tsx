import { useState } from "preact/hooks";
import { ArmoireError } from "../../bridge/bridge";
import { codeOf, isLost, refusal } from "../../languages/refusal";
import { Button } from "../components/button";
import { Alert, Note, Refusal } from "../components/note";
import { Screen } from "../components/screen";
import { useSetting } from "../setting";
import { useTask } from "../task";
import { PasskeyButton } from "../ways/passkey-button";
import { PinPad, pinLength } from "../ways/pin-pad";
import { DeviceNotes } from "./device";
import { Doors } from "./hero";
import { InvitedNote } from "./invited";

/**
 * Closed, on one's own device that has a PIN: the sixth digit tries it. How many tries are left is said in words, and what
 * comes after them; words and card are one touch away.
 */
export function PinScreen({ reason }: { reason: unknown }) {
  const { armoire, texts, way, enter, remember } = useSetting();
  const [typed, setTyped] = useState("");
  const [left, setLeft] = useState<number>();
  const task = useTask();

  const type = (digits: string) => {
    setTyped(digits);
    if (digits !== "") setLeft(undefined);
    if (digits.length === pinLength) attempt(digits);
  };

  const attempt = (pin: string) => {
    task.run(async () => {
      try {
        await armoire.unlockWithPin(pin);
        enter();
      } catch (error) {
        setTyped("");
        if (isLost(error)) {
          way.go({ at: "lost" });
          return;
        }
        const tries = triesLeft(error);
        if (tries === undefined) throw error;
        if (tries > 0) setLeft(tries);
        else {
          way.go({ at: "pinGone" });
          void remember();
        }
      }
    });
  };

  const wrong = left !== undefined && typed === "";
  return (
    <Screen title={wrong ? texts.pin.wrong : texts.pin.title} say={texts.pin.say} look="shut" brand={texts.pin.shut} picture={<Doors />}>
      {reason !== undefined && !wrong && task.error === undefined && <Note kind="wait">{refusal(texts, reason)}</Note>}
      <InvitedNote />
      <DeviceNotes />
      <Alert sentence={wrong ? `${texts.pin.left(left)} ${texts.pin.then}` : undefined} />
      <Refusal error={task.error} />
      <PinPad typed={typed} onType={type} busy={task.busy} />
      <section class="otherways" aria-label={texts.pin.otherWays}>
        <PasskeyButton task={task} />
        <div class="pair">
          <Button
            small
            picture="words"
            onClick={() => {
              way.go({ at: "signIn", words: true });
            }}
          >
            {texts.pin.words}
          </Button>
          <Button
            small
            picture="card"
            onClick={() => {
              way.go({ at: "recover" });
            }}
          >
            {texts.pin.card}
          </Button>
        </div>
      </section>
    </Screen>
  );
}

/** This device's PIN opens nothing any more: what does, at once. */
export function PinGoneScreen() {
  const { texts, way } = useSetting();
  const task = useTask();
  return (
    <Screen title={texts.pin.goneTitle} say={texts.pin.goneSay} look="shut" brand={texts.pin.shut} picture={<Doors />}>
      <Alert sentence={texts.pin.gone} />
      <p>{texts.pin.goneSafe}</p>
      <p>{texts.pin.goneNext}</p>
      <div class="stack end">
        <Button
          kind="main"
          picture="words"
          onClick={() => {
            way.go({ at: "signIn", words: true });
          }}
        >
          {texts.pin.openWithWords}
        </Button>
        <Button
          picture="card"
          onClick={() => {
            way.go({ at: "recover" });
          }}
        >
          {texts.pin.openWithCard}
        </Button>
        <PasskeyButton task={task} />
        <Refusal error={task.error} />
      </div>
    </Screen>
  );
}

/** Of a PIN that was refused; absent for any other refusal. */
export function triesLeft(error: unknown): number | undefined {
  const left = error instanceof ArmoireError && codeOf(error) === "sign_in_refused" ? error.detail?.["left"] : undefined;
  return typeof left === "number" && left >= 0 ? left : undefined;
}
