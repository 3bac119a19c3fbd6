import type { ComponentChildren, ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Language } from "../../languages";
import { othersTextsOf } from "../../languages/others";
import type { OthersTexts } from "../../languages/texts";
import { Loading, useLoaded } from "../components/loaded";
import { Screen } from "../components/screen";
import type { AddNotes } from "../lent/add-notes";
import type { MoveNotes } from "../lend/move-notes";
import type { JournalOthers } from "../lent/journal-others";
import { OthersTextsContext } from "../people/others-setting";
import type { OthersPlace } from "../people/places";
import { useSetting } from "../setting";

interface Others {
  AddNotes: typeof AddNotes;
  Others: ComponentType<{ place: OthersPlace }>;
  HomeBlock: ComponentType;
  JournalOthers: typeof JournalOthers;
  MoveNotes: typeof MoveNotes;
  texts: OthersTexts;
}

const known = new Map<Language, Others>();

async function load(tag: Language): Promise<Others> {
  const [{ AddNotes, Others, HomeBlock, JournalOthers, MoveNotes }, texts] = await Promise.all([import("../people/others"), othersTextsOf(tag)]);
  const others = { AddNotes, Others, HomeBlock, JournalOthers, MoveNotes, texts };
  known.set(tag, others);
  return others;
}

interface WithProps {
  /** Whether there is anything about other people; else nothing is fetched. */
  wanted: boolean;
  /** Drawn without them until they are there, and where they can't be had. */
  children: (others: Others | undefined) => ComponentChildren;
}

/** What a screen that isn't about other people says of them. */
export function WithOthers({ wanted, children }: WithProps) {
  const { language } = useSetting();
  const { tag } = language;
  const [, setLoaded] = useState<Others>();
  useEffect(() => {
    if (wanted) load(tag).then(setLoaded, () => undefined);
  }, [wanted, tag]);
  const there = wanted ? known.get(tag) : undefined;
  if (there === undefined) return <>{children(undefined)}</>;
  return <OthersTextsContext.Provider value={there.texts}>{children(there)}</OthersTextsContext.Provider>;
}

/** A screen about other people. Their code comes with the first of them: who never lends never fetches it. */
export function OthersScreen({ place }: { place: OthersPlace }) {
  const { language } = useSetting();
  return <InLanguage key={language.tag} tag={language.tag} place={place} />;
}

function InLanguage({ tag, place }: { tag: Language; place: OthersPlace }) {
  const { texts } = useSetting();
  const loaded = useLoaded(() => load(tag));
  const there = known.get(tag) ?? loaded.value;
  if (there !== undefined) {
    return (
      <OthersTextsContext.Provider value={there.texts}>
        <there.Others place={place} />
      </OthersTextsContext.Provider>
    );
  }
  return (
    <Screen title={texts.wait} say={texts.wait} lockable>
      <Loading of={loaded}>{() => null}</Loading>
    </Screen>
  );
}
