import type { ComponentChildren } from "preact";
import { codeOf, refusal } from "../../languages/refusal";
import { Pictogram, type PictogramName } from "../pictograms/pictogram";
import { useSetting } from "../setting";

type Kind = "info" | "ok" | "wait" | "stop";

const pictures: Record<Kind, PictogramName> = { info: "info", ok: "sent", wait: "warn", stop: "stop" };

/** A calm word, good news, something to know, or what failed. */
export function Note({ kind, children }: { kind: Kind; children: ComponentChildren }) {
  return (
    <div class={`note ${kind}`}>
      <Pictogram name={pictures[kind]} />
      <div class="grow">{children}</div>
    </div>
  );
}

/** A refusal: said at once, in a plain sentence, with the code that a helper can look up. */
export function Refusal({ error, sentence }: { error: unknown; sentence?: string | undefined }) {
  const { texts } = useSetting();
  return (
    <div role="alert">
      {error !== undefined && (
        <Note kind="stop">
          <b>{sentence ?? refusal(texts, error)}</b>
          <span class="code">{texts.trouble.code(codeOf(error))}</span>
        </Note>
      )}
    </div>
  );
}

/** A sentence about what was typed, said at once. */
export function Alert({ sentence }: { sentence: string | undefined }) {
  return (
    <div role="alert">
      {sentence !== undefined && (
        <Note kind="stop">
          <b>{sentence}</b>
        </Note>
      )}
    </div>
  );
}
