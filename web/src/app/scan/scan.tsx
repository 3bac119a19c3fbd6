import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Button } from "../components/button";
import { FileButton } from "../components/file-button";
import { Alert } from "../components/note";
import { Screen } from "../components/screen";
import { useSetting } from "../setting";
import { useTask } from "../task";
import { useCamera } from "./camera";
import { openReader, type Reader } from "./reader";

interface Props {
  lockable?: boolean;
  /** Takes the text of a recovery card; the sentence says why it is refused. */
  onCard: (text: string) => string | undefined;
  busy?: boolean;
  /** What the worker says about the card. */
  refusal?: ComponentChildren;
}

/** Milliseconds of looking in vain before typing is the thing to do. */
const patience = 20_000;

/**
 * The camera looks for the card's square; a picture of the card does as well. Typing stays possible at any time, and is the thing to do
 * where no square can be read.
 */
export function ScanScreen({ lockable = false, onCard, busy = false, refusal }: Props) {
  const { texts, way } = useSetting();
  const [refused, setRefused] = useState<string>();
  const [unread, setUnread] = useState(false);
  const last = useRef<string | undefined>(undefined);

  const take = (text: string) => {
    // A camera that is held still sees the same code many times.
    if (busy || text === last.current) return;
    last.current = text;
    setRefused(isCard(text) ? onCard(text) : texts.scan.notCard);
  };

  const { video, step, again } = useCamera(take);
  const picture = usePicture((text, away) => {
    last.current = undefined;
    if (text !== undefined) {
      take(text);
      return;
    }
    setUnread(away !== true);
    setRefused(away === true ? texts.refusals.network : texts.scan.nothing);
  });

  useEffect(() => {
    if (step !== "looking") return undefined;
    const timer = setTimeout(() => {
      setUnread(true);
    }, patience);
    return () => {
      clearTimeout(timer);
    };
  }, [step]);

  const sees = step === "asking" || step === "looking" || step === "away";

  return (
    <Screen
      title={texts.scan.title}
      say={texts.scan.say}
      lockable={lockable}
      foot={
        <>
          <FileButton picture="picture" onFiles={picture}>
            {texts.scan.picture}
          </FileButton>
          <Button kind={sees && !unread ? "second" : "main"} picture="digits" busy={busy} onClick={way.back}>
            {texts.scan.type}
          </Button>
        </>
      }
    >
      {sees && (
        <>
          <p>{texts.scan.say}</p>
          <video ref={video} class="camera" aria-label={texts.scan.camera} playsInline muted />
          <p class="second" role="status">
            {step === "asking" && texts.scan.asking}
            {step === "looking" && texts.scan.looking}
          </p>
          <p>{texts.scan.damaged}</p>
        </>
      )}
      <Alert sentence={step === "away" ? texts.refusals.network : sees ? undefined : texts.scan[step]} />
      {step === "away" && (
        <Button picture="turn" onClick={again}>
          {texts.trouble.again}
        </Button>
      )}
      <Alert sentence={refused} />
      {refusal}
    </Screen>
  );
}

/** Whether a code's text is a recovery card's; the worker reads it for good. */
export function isCard(text: string): boolean {
  return text.trim().toUpperCase().startsWith("ARMOIRE:");
}

/** Larger ones aren't photos of a card. */
const mostBytes = 30 * 1024 * 1024;

/** `away`: what reads codes can't be fetched. */
function usePicture(onText: (text: string | undefined, away?: boolean) => void): (files: File[]) => void {
  const task = useTask();
  return ([file]) => {
    if (file === undefined) return;
    task.run(async () => {
      const read = await openReader().catch(() => undefined);
      if (read === undefined) onText(undefined, true);
      else onText(file.size > mostBytes ? undefined : await readFile(file, read));
    });
  };
}

async function readFile(file: File, read: Reader): Promise<string | undefined> {
  try {
    const bitmap = await createImageBitmap(file);
    const text = await read(bitmap);
    bitmap.close();
    return text;
  } catch {
    return undefined;
  }
}
