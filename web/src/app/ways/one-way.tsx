import type { Way, WaysIn } from "../../bridge/bridge";
import { Button } from "../components/button";
import { Loading, useLoaded } from "../components/loaded";
import { Note } from "../components/note";
import { Screen } from "../components/screen";
import { WayRow } from "../components/way-row";
import { NewsNote } from "../locker/news";
import { longDay } from "../papers/dates";
import { useSetting } from "../setting";
import { isLasting, wayName } from "./kinds";

/** One way in: try it, make it anew, remove it. */
export function OneWayScreen({ id }: { id: string }) {
  const { armoire, texts } = useSetting();
  const loaded = useLoaded(() => armoire.waysIn());
  const found = loaded.value?.ways.find((way) => way.id === id);
  const title = found === undefined ? texts.ways.title : wayName(found, texts);
  return (
    <Screen key={title} title={title} say={texts.ways.say} lockable>
      <NewsNote />
      <Loading of={loaded}>{(value) => (found === undefined ? <Note kind="info">{texts.removeWay.done}</Note> : <One way={found} all={value} />)}</Loading>
    </Screen>
  );
}

function One({ way, all }: { way: Way; all: WaysIn }) {
  const { texts, language, way: steps } = useSetting();
  const { kind, here, created, used } = way;
  const onlyLasting = isLasting(way) && all.ways.filter(isLasting).length === 1;
  const testable = kind !== "pin" || here;
  return (
    <>
      <ul class="panel">
        <li class="row">
          <span class="grow">
            <span class="second block">{texts.ways.since(longDay(created, language.formats))}</span>
            <span class="second block">{used === undefined ? texts.ways.unused : texts.ways.used(longDay(used, language.formats))}</span>
          </span>
        </li>
      </ul>
      {testable && (
        <Button
          kind="main"
          picture="check"
          onClick={() => {
            steps.go({ at: "testWay", kind });
          }}
        >
          {texts.ways.test}
        </Button>
      )}
      <ul class="panel">
        {kind === "words" && <WayRow picture="turn" word={texts.ways.newWords} to={{ at: "renew", what: "words" }} />}
        {kind === "card" && <WayRow picture="turn" word={texts.ways.newCard} to={{ at: "renew", what: "card" }} />}
        {kind === "pin" && here && <WayRow picture="turn" word={texts.ways.newPin} to={{ at: "setPin" }} />}
        {!onlyLasting && <WayRow picture="bin" word={texts.ways.remove} to={{ at: "removeWay", id: way.id }} />}
      </ul>
      {onlyLasting && <Note kind="info">{texts.ways.last}</Note>}
    </>
  );
}
