import { useState } from "preact/hooks";
import { Button } from "../components/button";
import { Alert, Note, Refusal } from "../components/note";
import { Screen } from "../components/screen";
import { useInside } from "../locker/inside";
import { useSetting } from "../setting";
import { useTask } from "../task";
import { PinPad, pinLength } from "./pin-pad";
import { judgePin } from "./pin-rules";

type Step = "first" | "doubt" | "again";

/** A PIN for this device: chosen, typed twice. What everybody tries first isn't taken; what some would try is asked about. */
export function SetPinScreen() {
  const { armoire, texts, way, remembered, remember } = useSetting();
  const { tell } = useInside();
  const [step, setStep] = useState<Step>("first");
  const [chosen, setChosen] = useState("");
  const [typed, setTyped] = useState("");
  const [fault, setFault] = useState<string>();
  const task = useTask();

  const begin = (why?: string) => {
    setChosen("");
    setTyped("");
    setFault(why);
    setStep("first");
  };

  const choose = (pin: string) => {
    const judged = judgePin(pin);
    if (judged === "easy") {
      begin(texts.setPin.easy);
      return;
    }
    setChosen(pin);
    setTyped("");
    setStep(judged === "doubt" ? "doubt" : "again");
  };

  const repeat = (pin: string) => {
    if (pin !== chosen) {
      begin(texts.setPin.different);
      return;
    }
    task.run(async () => {
      try {
        await armoire.setPin(pin);
      } catch (error) {
        begin();
        throw error;
      }
      void remember();
      tell({ sentence: texts.setPin.done });
      way.back();
    });
  };

  const type = (digits: string) => {
    setTyped(digits);
    if (digits !== "") setFault(undefined);
    if (digits.length < pinLength) return;
    if (step === "first") choose(digits);
    else repeat(digits);
  };

  switch (step) {
    case "first":
      return (
        <Screen
          key="first"
          title={remembered?.pin === true ? texts.setPin.changeTitle : texts.setPin.title}
          say={texts.setPin.say}
          lockable
        >
          <p>{texts.setPin.lead}</p>
          <Alert sentence={fault} />
          <Refusal error={task.error} />
          <PinPad typed={typed} onType={type} />
        </Screen>
      );
    case "doubt":
      return (
        <Screen
          key="doubt"
          title={texts.setPin.doubtTitle}
          say={texts.setPin.doubt}
          lockable
          foot={
            <>
              <Button
                kind="main"
                picture="turn"
                onClick={() => {
                  begin();
                }}
              >
                {texts.setPin.another}
              </Button>
              <Button
                picture="check"
                onClick={() => {
                  setStep("again");
                }}
              >
                {texts.setPin.keep}
              </Button>
            </>
          }
        >
          <Note kind="wait">{texts.setPin.doubt}</Note>
        </Screen>
      );
    case "again":
      return (
        <Screen key="again" title={texts.setPin.againTitle} say={texts.setPin.againSay} lockable>
          <p>{texts.setPin.againSay}</p>
          <Refusal error={task.error} />
          <PinPad typed={typed} onType={type} busy={task.busy} />
        </Screen>
      );
  }
}
