import { isHash, utf8, type Hash } from "../bytes";
import { isFields, isInteger, isListOf, isString, type Fields } from "../canonical";
import { isId, type Id } from "../id";
import * as limits from "../limits";
import { Refusal, require } from "../refusal";
import { field, maybeField } from "../sealed-json";
import { TEXT, checkIntroduction, checkText } from "./introduction";
import { isSide, readSuccessor, type Letter, type Side, type Successor } from "./letter";

/** Bytes of steps that are kept at most: they stand in a label. */
const STEPS_LENGTH = limits.LABEL - 1024;

/** What can stand between holder and referent, beside nothing. */
export type State = "proposed" | "accepted" | "declined" | "ended";

/** One step, with the keys that this version doesn't know. */
export interface Step extends Fields {
  /** What stands since then. */
  state: State;
  /** Whom it is about: the node of their entry. */
  entry: Id;
  /** Who makes it. */
  by: Side;
  /** Milliseconds since 1970; never before the step before. */
  time: number;
  motive?: string;
  /** Who could come next; only when it ended. */
  successor?: Successor;
  /** Hash of the deposit's act by which the practitioner made it; with their steps, and only there. */
  letter?: Hash;
  /** Node of the deposit by which it was proposed; with `proposed`, and only there. */
  proposal?: Id;
}

const STATES: readonly State[] = ["proposed", "accepted", "declined", "ended"];

/** The steps, as far back as they are kept. There is no way to make one whose steps don't follow each other (§7). */
export class Referent {
  /** The oldest first. */
  readonly steps: readonly Step[];

  private constructor(steps: readonly Step[]) {
    this.steps = steps;
  }

  static none(): Referent {
    return new Referent([]);
  }

  /** `malformed`; `too_large` for more than 100; the refusals of `follow`. */
  static read(value: unknown): Referent {
    require(isListOf(isFields)(value), "malformed");
    const steps = value.map(readStep);
    require(steps.length <= limits.STEPS, "too_large");
    for (const [at, step] of steps.entries()) check(steps[at - 1], step);
    return new Referent(steps);
  }

  /** What stands, and since which step; `undefined` when there never was a referent. */
  get newest(): Step | undefined {
    return this.steps.at(-1);
  }

  /**
   * The same after one step more. Where there would be too many, the oldest go, up to where somebody was proposed. `step` for one that can't
   * follow, `too_large` and `malformed` for its texts.
   */
  follow(step: Step): Referent {
    check(this.newest, step);
    let steps = [...this.steps, step];
    while (steps.length > limits.STEPS || utf8(JSON.stringify(steps)).length > STEPS_LENGTH) {
      const next = steps.findIndex(({ state }, at) => at > 0 && state === "proposed");
      require(next > 0, "too_large");
      steps = steps.slice(next);
    }
    return new Referent(steps);
  }

  /**
   * The step that a practitioner's letter makes by itself: an answer to what the holder proposed, or their end. `null` for one that answers
   * nothing, or that waits for the holder. `act` and `time` are those of its deposit.
   */
  takenFrom(letter: Letter, act: Hash, time: number): Step | null {
    const { newest } = this;
    if (newest === undefined) return null;
    const state = stateBy(letter, newest);
    if (state === null) return null;
    const { motive, successor } = letter as { motive?: string; successor?: Successor };
    const words = { ...(motive !== undefined && { motive }), ...(successor !== undefined && { successor }) };
    const step: Step = { state, entry: newest.entry, by: "practitioner", time: Math.max(time, newest.time), ...words, letter: act };
    try {
      check(newest, step);
      return step;
    } catch (error) {
      if (error instanceof Refusal) return null;
      throw error;
    }
  }
}

function stateBy(letter: Letter, { proposal }: Step): State | null {
  if (letter.form !== "accept" && letter.form !== "decline" && letter.form !== "end") return null;
  if (letter.what !== "referent" || letter.by !== "practitioner") return null;
  if (letter.form === "end") return "ended";
  if (letter.to !== proposal) return null;
  return letter.form === "accept" ? "accepted" : "declined";
}

/** The table, and what a step must hold. */
function check(newest: Step | undefined, step: Step): void {
  if (step.motive !== undefined) checkText(step.motive, TEXT);
  if (step.successor !== undefined) checkIntroduction(step.successor);
  const isGood =
    canFollow(newest, step) &&
    (newest === undefined || newest.time <= step.time) &&
    (step.letter !== undefined) === (step.by === "practitioner") &&
    (step.proposal !== undefined) === (step.state === "proposed") &&
    (step.successor === undefined || step.state === "ended");
  require(isGood, "step");
}

function canFollow(newest: Step | undefined, { state, by, entry }: Step): boolean {
  if (newest === undefined || newest.state === "declined" || newest.state === "ended") return state === "proposed";
  if (newest.entry !== entry) return false;
  if (newest.state === "accepted") return state === "ended";
  return state === "ended" ? by === newest.by : state !== "proposed" && by !== newest.by;
}

function readStep(fields: Fields): Step {
  const state = STATES.find((one) => one === fields["state"]);
  const { by } = fields;
  require(state !== undefined && isSide(by), "malformed");
  const [successor, motive, letter, proposal] = [fields["successor"], maybeField(fields, "motive", isString), maybeField(fields, "letter", isHash), maybeField(fields, "proposal", isId)];
  return {
    ...fields,
    ...{ state, by, entry: field(fields, "entry", isId), time: field(fields, "time", isInteger) },
    ...(motive !== undefined && { motive }),
    ...(successor !== undefined && { successor: readSuccessor(successor) }),
    ...(letter !== undefined && { letter }),
    ...(proposal !== undefined && { proposal }),
  };
}
