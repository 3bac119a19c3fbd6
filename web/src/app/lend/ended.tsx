import type { Grant } from "../../bridge/bridge";
import { Button } from "../components/button";
import { Loading } from "../components/loaded";
import { Note } from "../components/note";
import { Screen } from "../components/screen";
import { WayRow } from "../components/way-row";
import { lossPictures } from "../ways/kinds";
import { longDay } from "../papers/dates";
import { useOthersSetting } from "../people/others-setting";
import { called } from "../people/person-row";
import { useOthersLoaded } from "../people/use-others-loaded";
import { apart } from "../../languages/apart";
import { endedByThemselves } from "./mode";

/** Somebody's time in the whole locker has ended as it was set: said, with new keys one touch away. */
export function EndedNotes({ grants }: { grants: readonly Grant[] }) {
  const { texts, way } = useOthersSetting();
  if (grants.length === 0) return null;
  return (
    <Note kind="wait">
      <EndedLines grants={grants} />
      <Button
        small
        picture="key"
        onClick={() => {
          way.go({ at: "others", show: "ended" });
        }}
      >
        {texts.ended.go}
      </Button>
    </Note>
  );
}

/** What ended, and what a person may do now: whoever looked after the locker may know its words, or have its card. */
export function EndedScreen() {
  const { armoire, texts } = useOthersSetting();
  const { ended } = texts;
  const loaded = useOthersLoaded(async () => endedByThemselves(await armoire.grants()));
  return (
    <Screen title={ended.title} say={ended.say} lockable>
      <Loading of={loaded}>
        {(grants) => (
          <Note kind="ok">
            <EndedLines grants={grants} /> {ended.seen}
          </Note>
        )}
      </Loading>
      <p>{ended.why}</p>
      <ul class="panel">
        <WayRow picture={lossPictures.wordsKnown} word={ended.words} why={ended.wordsWhy} to={{ at: "loss", cause: "wordsKnown" }} />
        <WayRow picture={lossPictures.cardKnown} word={ended.card} why={ended.cardWhy} to={{ at: "loss", cause: "cardKnown" }} />
      </ul>
      <ul class="panel">
        <WayRow picture="people" word={texts.mode.title} why={ended.modeWhy} to={{ at: "others", show: "mode" }} />
      </ul>
    </Screen>
  );
}

function EndedLines({ grants }: { grants: readonly Grant[] }) {
  const { texts, language } = useOthersSetting();
  return (
    <>
      {grants.map(({ id, to, end }) => (
        <p key={id}>{texts.ended.what(apart(called(to, texts.trust.nobody)), longDay(end, language.formats))}</p>
      ))}
    </>
  );
}
