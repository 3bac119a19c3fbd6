import type { ComponentType } from "preact";
import type { Language } from "../../languages";
import { othersTextsOf } from "../../languages/others";
import type { OthersTexts } from "../../languages/texts";
import { Loading, useLoaded } from "../components/loaded";
import { Screen } from "../components/screen";
import { OthersTextsContext } from "../people/others-setting";
import type { OthersPlace } from "../people/places";
import { useSetting } from "../setting";

interface Others {
  Others: ComponentType<{ place: OthersPlace }>;
  texts: OthersTexts;
}

const known = new Map<Language, Others>();

async function load(tag: Language): Promise<Others> {
  const [{ Others }, texts] = await Promise.all([import("../people/others"), othersTextsOf(tag)]);
  known.set(tag, { Others, texts });
  return { Others, texts };
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
