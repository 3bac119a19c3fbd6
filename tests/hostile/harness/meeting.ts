import { expect, test } from "vitest";
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

async function runMeeting<Place extends { scene: Scene }>({ code, who, does, tamper }: Meeting<Place>, client: string, place: Place): Promise<void> {
  const { proxy, secrets } = place.scene;
  proxy.play([]);
  const device = await deviceOf(who(place), client, proxy.origin);
  const tampers = await tamper(place);
  proxy.play(tampers);
  const outcome = await does(device, place);
  const { record } = proxy;
  const unused = proxy.unused();
  proxy.play([]);
  expect(codesFor(client, code), `the refusal, after having shown "${outcome.shown.slice(0, 300)}"`).toContain(outcome.code ?? LEFT_OUT);
  if (outcome.exit !== undefined) expect(outcome.exit, "the exit code").toBe(8);
  if (outcome.code === undefined) expect(outcome.shown, "what was to be left out").not.toContain(FORGED);
  else expectNothingShown(outcome.shown);
  expect(secretsIn(record, secrets), "secrets that were sent").toEqual([]);
  expect(record.filter((asked) => matches("POST /lockers/{}/acts", asked)), "what was signed all the same").toEqual([]);
  expect(unused, "changes that the client never met").toEqual([]);
}
