import type { ComponentType } from "preact";
import { useEffect } from "preact/hooks";
import type { Language } from "../../languages";
import { accountTextsOf } from "../../languages/account";
import type { AccountTexts } from "../../languages/texts";
import { AccountTextsContext } from "../account/account-setting";
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

interface Apart {
  Apart: ComponentType<{ place: ApartPlace }>;
  texts: AccountTexts;
}

const known = new Map<Language, Apart>();

async function load(tag: Language): Promise<Apart> {
  const [{ Apart }, texts] = await Promise.all([import("./apart"), accountTextsOf(tag)]);
  known.set(tag, { Apart, texts });
  return { Apart, texts };
}

export function isApart(place: InsidePlace): place is ApartPlace {
  return (places as readonly string[]).includes(place.at);
}

/** Fetches the screens that aren't about papers, so that they are there when the network is away. */
export function useApart(): void {
  const { language } = useSetting();
  useEffect(() => {
    load(language.tag).catch(() => undefined);
  }, [language]);
}

/** One of them, at once where it is there already. */
export function ApartScreen({ place }: { place: ApartPlace }) {
  const { language } = useSetting();
  return <InLanguage key={language.tag} tag={language.tag} place={place} />;
}

function InLanguage({ tag, place }: { tag: Language; place: ApartPlace }) {
  const { texts } = useSetting();
  const loaded = useLoaded(() => load(tag));
  const there = known.get(tag) ?? loaded.value;
  if (there !== undefined) {
    return (
      <AccountTextsContext.Provider value={there.texts}>
        <there.Apart place={place} />
      </AccountTextsContext.Provider>
    );
  }
  return (
    <Screen title={texts.wait} say={texts.wait} lockable>
      <Loading of={loaded}>{() => null}</Loading>
    </Screen>
  );
}
