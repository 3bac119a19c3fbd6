import type { Grantee } from "../../bridge/bridge";
import { apart } from "../../languages/apart";
import type { OthersTexts } from "../../languages/texts";
import { hour, longDay } from "../papers/dates";
import { displayName } from "../papers/names";

/** Somebody who is invited, and what they will see, in words. */
export interface Guest {
  name: string;
  sees: readonly string[];
}

/** A paper by its name, a shelf by its own with what it is. */
export function seenWord({ name, shelf }: { name: string; shelf?: boolean }, { meetingRead }: OthersTexts["meeting"]): string {
  return shelf === true ? meetingRead.shelf(name) : name;
}

/** What is said once everybody was written to, or who couldn't be. */
export function toldOf(untold: readonly Grantee[], done: string, { meeting, trust }: OthersTexts, formats: string): string {
  if (untold.length === 0) return done;
  return meeting.meetingRead.untold(listOf(untold.map(({ name }) => name ?? trust.nobody), formats));
}

/**
 * What each one will see, and until when, in sentences: "Claire et Paul verront avis d'imposition jusqu'au mardi 24 novembre au soir."
 * Who sees the same stands in one.
 */
export function seenBy(guests: readonly Guest[], until: number, { meetingRead }: OthersTexts["meeting"], formats: string): string[] {
  const groups = new Map<string, Guest[]>();
  for (const guest of guests) {
    const key = JSON.stringify([...guest.sees].sort());
    groups.set(key, [...(groups.get(key) ?? []), guest]);
  }
  const sentence = (group: readonly Guest[]): string => {
    const names = listOf(group.map(({ name }) => name), formats);
    const sees = group[0]?.sees ?? [];
    if (sees.length === 0) return meetingRead.seesNothing(names, group.length);
    return meetingRead.sees(names, group.length, listOf(sees, formats), longDay(until, formats));
  };
  // Who sees something is named first.
  return [...groups.values()].sort((one, other) => Number(one[0]?.sees.length === 0) - Number(other[0]?.sees.length === 0)).map(sentence);
}

/** "Claire et Paul", each in its own direction. */
export function listOf(names: readonly string[], formats: string): string {
  return new Intl.ListFormat(formats, { type: "conjunction" }).format(names.map((name) => apart(displayName(name))));
}

/** "Le mardi 24 novembre, 14:00". */
export function whenOf(start: number, { meetings }: OthersTexts["meeting"], formats: string): string {
  return meetings.at(longDay(start, formats), hour(start, formats));
}
