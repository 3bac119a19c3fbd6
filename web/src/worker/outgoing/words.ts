import { isFields, isInteger, isListOf, isString } from "../../protocol/canonical";
import { isId, type Id } from "../../protocol/id";

/** How far a paper is. */
export interface State {
  step: "kept" | "sending" | "stopped";
  /** Sealed bytes that the server has. */
  sent: number;
  code?: string;
}

/** What tabs say to each other about papers. */
export type Word =
  /** A tab has opened this account: whoever leads tells it the states. */
  | { kind: "hello" }
  /** What the store holds has changed. */
  | { kind: "papers" }
  | { kind: "states"; states: (State & { object: Id })[] }
  | { kind: "again"; objects: Id[] }
  | { kind: "discarded"; object: Id }
  /** It is in the log now, as this document. */
  | { kind: "sent"; object: Id; node: Id };

/** Another version of this code may speak otherwise. */
export function isWord(value: unknown): value is Word {
  if (!isFields(value)) return false;
  switch (value["kind"]) {
    case "hello":
    case "papers":
      return true;
    case "states":
      return isListOf(isState)(value["states"]);
    case "again":
      return isListOf(isId)(value["objects"]);
    case "discarded":
      return isId(value["object"]);
    case "sent":
      return isId(value["object"]) && isId(value["node"]);
    default:
      return false;
  }
}

function isState(value: unknown): value is State & { object: Id } {
  if (!isFields(value) || !isId(value["object"]) || !isInteger(value["sent"])) return false;
  const { step, code } = value;
  return (step === "kept" || step === "sending" || step === "stopped") && (code === undefined || isString(code));
}
