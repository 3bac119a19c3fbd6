import { useRef, useState } from "preact/hooks";
import { Button } from "../components/button";
import { Field } from "../components/field";
import { Form } from "../components/form";
import { Alert } from "../components/note";
import { Screen } from "../components/screen";
import { useCamera } from "../scan/camera";
import { useOthersSetting } from "./others-setting";

/** Longest link that is looked at, in characters. */
const longestLink = 2_000;

/** The camera looks for the other person's square; a link can be pasted where there is no camera. */
export function ScanSquareScreen() {
  const { texts, way } = useOthersSetting();
  const { scanSquare } = texts;
  const [refused, setRefused] = useState<string>();
  const [typed, setTyped] = useState("");
  const last = useRef<string | undefined>(undefined);

  const take = (text: string, seen: boolean) => {
    // A camera that is held still sees the same code many times.
    if (text === last.current) return;
    last.current = text;
    const found = kindOf(text);
    // Who scans stands in front of the other: a square that came as text says nothing of that.
    if (found === "square" && !seen) setRefused(scanSquare.seen);
    else if (found === "square" || found === "link") way.go({ at: "others", show: "join", text: text.trim() });
    else setRefused(found === "card" ? scanSquare.card : scanSquare.notInvitation);
  };

  const { video, step, again } = useCamera((text) => {
    take(text, true);
  });
  const sees = step === "asking" || step === "looking" || step === "away";

  return (
    <Screen
      title={scanSquare.title}
      say={scanSquare.say}
      lockable
      foot={
        <Button
          picture="people/qr"
          onClick={() => {
            way.go({ at: "others", show: "square" });
          }}
        >
          {scanSquare.mine}
        </Button>
      }
    >
      {sees && (
        <>
          <p>{scanSquare.lead}</p>
          <video ref={video} class="camera" aria-label={scanSquare.camera} playsInline muted />
          <p class="second" role="status">
            {step === "asking" && scanSquare.asking}
            {step === "looking" && scanSquare.looking}
          </p>
        </>
      )}
      <Alert sentence={step === "away" ? texts.refusals.network : sees ? undefined : scanSquare[step]} />
      {step === "away" && (
        <Button picture="turn" onClick={again}>
          {texts.trouble.again}
        </Button>
      )}
      <Alert sentence={refused} />
      <Form
        id="pasted"
        onSubmit={() => {
          last.current = undefined;
          take(typed, false);
        }}
      >
        <Field label={scanSquare.paste} value={typed} onInput={setTyped} latin longest={longestLink} />
        <Button small picture="next" submits>
          {scanSquare.go}
        </Button>
      </Form>
    </Screen>
  );
}

/** What a code or a pasted text is; the worker reads an invitation for good. A recovery card is none, and is shown to nobody. */
export function kindOf(text: string): "square" | "link" | "card" | undefined {
  const plain = text.trim();
  const code = plain.slice(0, 16).toUpperCase();
  if (code.startsWith("ARMOIRE:2:")) return "square";
  if (plain.includes("/#/invite/")) return "link";
  return code.startsWith("ARMOIRE:") ? "card" : undefined;
}
