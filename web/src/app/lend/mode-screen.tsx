import type { ComponentChildren } from "preact";
import type { Grant } from "../../bridge/bridge";
import { Button } from "../components/button";
import { Loading } from "../components/loaded";
import { Screen } from "../components/screen";
import { WayRow } from "../components/way-row";
import { focusTitle } from "../focus";
import { useInside } from "../locker/inside";
import { NewsNote } from "../locker/news";
import { longDay } from "../papers/dates";
import { Pictogram, type PictogramName } from "../pictograms/pictogram";
import { useOthersSetting } from "../people/others-setting";
import { called, PersonRow } from "../people/person-row";
import { OthersRefusal } from "../people/refusal";
import { useNow } from "../people/use-now";
import { useOthersLoaded } from "../people/use-others-loaded";
import { useTask } from "../task";
import { EndedNotes } from "./ended";
import { endedByThemselves, livingWith, theirsToTake, type Living, type Mode } from "./mode";

const modePictures: Record<Mode, PictogramName> = { alone: "people/person", with: "people", run: "people/pro" };

/** Alone, learning with somebody, or run with somebody: what holds today, and each of the others one touch away. Nothing is honey. */
export function ModeScreen() {
  const { armoire, texts } = useOthersSetting();
  const { mode } = texts;
  const loaded = useOthersLoaded(() => armoire.grants());
  return (
    <Screen title={mode.title} say={mode.say} lockable>
      <NewsNote />
      <Loading of={loaded}>{(grants) => <Modes all={grants} onChange={loaded.load} />}</Loading>
    </Screen>
  );
}

function Modes({ all, onChange }: { all: readonly Grant[]; onChange: () => void }) {
  const { texts } = useOthersSetting();
  const { mode } = texts;
  const living = livingWith(all, useNow(20_000));
  return (
    <>
      <EndedNotes grants={endedByThemselves(all)} />
      <p>{mode.lead}</p>
      <ul class="stack">
        <ModeItem mode="alone" living={living}>
          {living.mode !== "alone" && <TakeAll living={living} all={all} onTaken={onChange} />}
        </ModeItem>
        <ModeItem mode="with" living={living} />
        <ModeItem mode="run" living={living} />
      </ul>
      <ul class="panel">
        <WayRow picture="eye" word={texts.sees.title} why={mode.seesWhy} to={{ at: "others", show: "sees" }} />
      </ul>
    </>
  );
}

interface ItemProps {
  mode: Mode;
  living: Living;
  children?: ComponentChildren;
}

/** One way to live with the locker, in a sentence; today's has a tick and names whom it is with. */
function ModeItem({ mode, living, children }: ItemProps) {
  const { texts, language, way } = useOthersSetting();
  const { name, why } = texts.mode[mode];
  const isNow = living.mode === mode;
  const go = isNow ? texts.mode.another : texts.mode.choose;
  return (
    <li class={`panel mode${isNow ? " now" : ""}`}>
      <div class="row">
        <span class="token">
          <Pictogram name={modePictures[mode]} />
        </span>
        <div class="grow">
          <h2 class="name ours">{name}</h2>
          <p class="second">{why}</p>
          {isNow && (
            <p class="state ok">
              <Pictogram name="check" /> {texts.mode.now}
            </p>
          )}
        </div>
      </div>
      {isNow &&
        living.grants.map((grant) => (
          <PersonRow
            key={grant.id}
            person={grant.to}
            second={
              <span class="second block">
                {texts.sees.rights[grant.right]} {texts.sees.until(longDay(grant.end, language.formats))}.
              </span>
            }
          />
        ))}
      {mode !== "alone" && (
        <div class="act">
          <Button
            small
            picture="people/lend"
            label={texts.mode.goName(go, name)}
            onClick={() => {
              way.go({ at: "others", show: "lendWho", start: { whole: mode === "run" ? "manage" : "edit" } });
            }}
          >
            {go}
          </Button>
        </div>
      )}
      {children}
    </li>
  );
}

/** Being alone again: one touch, at once, and nobody is told anything before. */
function TakeAll({ living, all, onTaken }: { living: Living; all: readonly Grant[]; onTaken: () => void }) {
  const { armoire, texts } = useOthersSetting();
  const { mode, trust } = texts;
  const { refresh, tell } = useInside();
  const task = useTask();
  const names = [...new Map(living.grants.map(({ to }) => [to.account, called(to, trust.nobody)])).values()].join(", ");

  const take = () => {
    task.run(async () => {
      await armoire.takeBack(theirsToTake(living, all).map(({ id }) => id));
      tell({ sentence: mode.taken(names) });
      await refresh();
      onTaken();
      focusTitle();
    });
  };

  return (
    <div class="act">
      <Button kind="stop" picture="people/take" busy={task.busy} label={mode.takeAllName(names)} onClick={take}>
        {texts.sees.takeAll}
      </Button>
      <p class="second">{mode.takeAllWhy}</p>
      <OthersRefusal error={task.error} />
    </div>
  );
}
