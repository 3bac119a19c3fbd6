import type { PictogramName } from "../pictograms/pictogram";
import { Button } from "./button";

interface Props {
  no: string;
  noPicture?: PictogramName;
  /** While no is being told to somebody. */
  noBusy?: boolean;
  onNo: () => void;
  yes: string;
  yesPicture?: PictogramName;
  /** Honey where it is the thing to do; where it takes something away, nothing is. */
  kind?: "main" | "second" | "stop";
  busy?: boolean;
  /** What is missing before yes can be said. */
  missing?: string | undefined;
  onYes: () => void;
  /** Below a sentence of agreement. */
  tall?: boolean;
}

/** The foot of a question: no first, and both of one size. */
export function NoYes({ no, noPicture = "cross", noBusy = false, onNo, yes, yesPicture = "check", kind = "second", busy = false, missing, onYes, tall = false }: Props) {
  return (
    <div class={tall ? "pair tall" : "pair"}>
      <Button picture={noPicture} busy={noBusy} onClick={onNo}>
        {no}
      </Button>
      <Button kind={kind} picture={yesPicture} busy={busy} missing={missing} onClick={onYes}>
        {yes}
      </Button>
    </div>
  );
}
