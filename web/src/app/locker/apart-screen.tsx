import type { ComponentType } from "preact";
import { useEffect } from "preact/hooks";
import { Loading, useLoaded } from "../components/loaded";
import { Screen } from "../components/screen";
import { useSetting } from "../setting";
import type { InsidePlace } from "../way";

/** Places that aren't about papers. */
const places = [
  "ways",
  "oneWay",
  "testWay",
  "removeWay",
  "renew",
  "setPin",
  "addPasskey",
  "pinSeen",
  "loss",
  "lossDone",
  "secondStep",
  "nameDevice",
  "more",
  "room",
  "journal",
  "devices",
  "takeOut",
  "bringIn",
  "deleteAccount",
  "sure",
  "language",
  "hiding",
  "limits",
  "leave",
] as const satisfies readonly InsidePlace["at"][];

export type ApartPlace = Extract<InsidePlace, { at: (typeof places)[number] }>;

type Apart = ComponentType<{ place: ApartPlace }>;

let known: Apart | undefined;

async function load(): Promise<Apart> {
  known ??= (await import("./apart")).Apart;
  return known;
}

export function isApart(place: InsidePlace): place is ApartPlace {
  return (places as readonly string[]).includes(place.at);
}

/** Fetches the screens that aren't about papers, so that they are there when the network is away. */
export function useApart(): void {
  useEffect(() => {
    load().catch(() => undefined);
  }, []);
}

/** One of them, at once where it is there already. */
export function ApartScreen({ place }: { place: ApartPlace }) {
  const { texts } = useSetting();
  const loaded = useLoaded(load);
  const Apart = known ?? loaded.value;
  if (Apart !== undefined) return <Apart place={place} />;
  return (
    <Screen title={texts.wait} say={texts.wait} lockable>
      <Loading of={loaded}>{() => null}</Loading>
    </Screen>
  );
}
