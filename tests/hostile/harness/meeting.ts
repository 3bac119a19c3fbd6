import { expect, test } from "vitest";
import { ArmoireError } from "../../../web/src/bridge/bridge";
import type { Id } from "../../../web/src/protocol/id";
import { Refusal } from "../../../web/src/protocol/refusal";
import { expectNothingShown, type Codes, codesFor } from "./attack";
import { deviceOf, type Neighbourly } from "./neighbourly";
import type { Outcome } from "./outcome";
import type { Tamper } from "./proxy";
import { matches } from "./route";
import { secretsIn } from "./secrets";
import type { Resident } from "./town";
import type { Scene } from "./scene";

/** What a hostile server does between two people, and what the one whom it concerns must answer. */
export interface Meeting<Place extends { scene: Scene }> {
  name: string;
  /** The refusal's code; "left out" where what is refused isn't shown beside what is good. */
  code: Codes;
  who: (place: Place) => Resident;
  does: (device: Neighbourly, place: Place) => Promise<Outcome>;
  tamper: (place: Place) => readonly Tamper[] | Promise<readonly Tamper[]>;
  /** The device signs in under it, where it would otherwise have signed in before. */
  late?: true;
  /** What isn't to be shown beside what is good. */
  hidden?: readonly string[];
  /** What is shown all the same: it was met, and looked at. */
  shown?: readonly string[];
  /** The device's own locker, where it notes what it is about to hand in and takes the note back: what is signed there is no harm. */
  notes?: (place: Place) => Id;
  /** Of this client alone. */
  only?: string;
}

/** What is refused without a word to a program. */
export const LEFT_OUT = "left out";

/** Stands in the name, or in the words, of what nobody has signed. */
export const FORGED = "Forged by the server";

/** One test for each: the device refuses, sends no secret, signs nothing, and shows nothing of what it was given. */
export function runMeetings<Place extends { scene: Scene }>(row: number, meetings: readonly Meeting<Place>[], client: string, place: () => Place | Promise<Place>): void {
  for (const meeting of meetings.filter(({ only }) => only === undefined || only === client)) {
    test(`row ${row} · ${client} · ${meeting.name}`, async () => runMeeting(meeting, client, await place()));
  }
}

async function runMeeting<Place extends { scene: Scene }>({ code, who, does, tamper, late, hidden = [FORGED], shown = [], notes }: Meeting<Place>, client: string, place: Place): Promise<void> {
  const { proxy, secrets } = place.scene;
  proxy.play([]);
  const enter = () => deviceOf(who(place), client, proxy.origin);
  const before = late === true ? undefined : await enter();
  const tampers = await tamper(place);
  proxy.play(tampers);
  const outcome = await refused(async () => does(before ?? (await enter()), place));
  const { record } = proxy;
  const unused = proxy.unused();
  proxy.play([]);
  expect(codesFor(client, code), `the refusal, after having shown "${outcome.shown.slice(0, 300)}"`).toContain(outcome.code ?? LEFT_OUT);
  if (outcome.exit !== undefined) expect(outcome.exit, "the exit code").toBe(8);
  expect(shown.filter((text) => !outcome.shown.includes(text)), "what is to be shown all the same").toEqual([]);
  if (outcome.code === undefined) expect(hidden.filter((text) => outcome.shown.includes(text)), "what was to be left out").toEqual([]);
  else expectNothingShown(outcome.shown);
  expect(secretsIn(record, secrets), "secrets that were sent").toEqual([]);
  const own = notes?.(place);
  const signed = record.filter((asked) => matches("POST /lockers/{}/acts", asked) && (own === undefined || !matches(`POST /lockers/${own}/acts`, asked)));
  expect(signed, "what was signed all the same").toEqual([]);
  expect(unused, "changes that the client never met").toEqual([]);
}

/** What signing in refuses counts as well. */
async function refused(work: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ArmoireError || error instanceof Refusal) return { code: error.code, shown: "" };
    throw error;
  }
}
