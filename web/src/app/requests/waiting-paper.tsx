import { useState } from "preact/hooks";
import type { HandedIn } from "../../bridge/bridge";
import { Name } from "../components/name";
import { NoYes } from "../components/no-yes";
import { Note } from "../components/note";
import { Screen } from "../components/screen";
import { useInside } from "../locker/inside";
import { ShelfChoice } from "../locker/shelf-grid";
import { hour, longDay } from "../papers/dates";
import { displayName } from "../papers/names";
import { otherShelf } from "../papers/shelves";
import { useOthersSetting } from "../people/others-setting";
import { PersonRow } from "../people/person-row";
import { OthersRefusal } from "../people/refusal";
import { Pictogram } from "../pictograms/pictogram";
import { useTask } from "../task";
import { WayRow } from "../components/way-row";
import { calledIn, capital } from "../lent/called";
import { Whose, ownerIn } from "../lent/whose";
import { BlockButton } from "./block-button";
import type { Waiting } from "./waiting-area";

/** A paper that somebody brought: it goes on a shelf, or away. Both buttons have the same size. */
export function WaitingPaperScreen({ paper, waiting }: { paper: HandedIn; waiting: Waiting }) {
  const { armoire, texts, language, way } = useOthersSetting();
  const { shelves, refresh, tell } = useInside();
  const [chosen, setChosen] = useState(otherShelf as string);
  const task = useTask();
  const { locker } = waiting;
  const of = locker?.locker;
  const owner = locker && ownerIn(locker, texts);
  const { id, from, name, time } = paper;
  const who = calledIn(from, texts.lent.unknown);
  const inside = of === undefined ? {} : { of };

  const accept = () => {
    const shelf = shelves.find(({ key }) => key === chosen);
    if (shelf === undefined) return;
    task.run(async () => {
      await waiting.decide(async () => {
        const folder = shelf.folder ?? (await armoire.createFolder({ name: shelf.name, pictogram: shelf.pictogram }, of));
        await armoire.acceptHandedIn(id, folder.id, of);
        await refresh();
      });
      tell({
        sentence: owner === undefined ? texts.handedIn.accepted(displayName(shelf.name)) : texts.runWaiting.accepted(displayName(shelf.name), owner),
        // The paper has the id that it was brought with.
        undo: () => armoire.trash(id, of),
        undone: texts.handedIn.binned,
        undoWord: texts.handedIn.undo,
      });
      way.back();
    });
  };

  return (
    <Screen
      title={capital(texts.waiting.brought(who))}
      say={capital(texts.handedIn.say(who))}
      lockable
      foot={
        <NoYes
          no={texts.handedIn.refuse}
          onNo={() => {
            way.go({ at: "others", show: "refuseWaiting", deposit: id, ...inside });
          }}
          yes={texts.handedIn.accept}
          kind="main"
          busy={task.busy}
          onYes={accept}
        />
      }
    >
      {locker !== undefined && <Whose of={locker} />}
      {owner !== undefined && (
        <Note kind="info">
          <b>{texts.runWaiting.accept(owner)}</b>
          <br />
          {texts.acting.seen(owner)}
        </Note>
      )}
      <ul class="panel">
        <li>
          <PersonRow person={from} />
        </li>
        <li class="row">
          <span class="token">
            <Pictogram name={paper.type.startsWith("image/") ? "picture" : "sheet"} />
          </span>
          <span class="grow">
            <Name of={name} />
            <span class="second block">{texts.waiting.on(longDay(time, language.formats), hour(time, language.formats))}</span>
          </span>
        </li>
        <WayRow picture="eye" word={texts.sight.look} why={texts.sight.lookWhy} to={{ at: "others", show: "waitingSight", deposit: id, ...inside }} />
      </ul>
      {from.trust === "unverified" && <Note kind="wait">{texts.handedIn.unverified}</Note>}
      <ShelfChoice legend={texts.handedIn.where} chosen={chosen} onChoose={setChosen} />
      {locker === undefined && <BlockButton who={from} />}
      <OthersRefusal error={task.error} />
    </Screen>
  );
}
