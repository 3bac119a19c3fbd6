import { useEffect, useRef, useState } from "preact/hooks";
import type { LentContents } from "../../bridge/bridge";
import { FileButton } from "../components/file-button";
import { Screen } from "../components/screen";
import { useDeparture } from "../departure";
import { ChosenPaper } from "../locker/chosen";
import { InsideContext, useInside } from "../locker/inside";
import { ShelfChoice } from "../locker/shelf-grid";
import { dropPreviews, look, type Choice } from "../papers/choice";
import { hour, shortDay } from "../papers/dates";
import { mediaType } from "../papers/kinds";
import { useOthersSetting } from "../people/others-setting";
import { useTask } from "../task";
import { ActScreen } from "./act-screen";
import { allows } from "./rights";
import { useLentShelves } from "./use-lent-locker";
import { Whose, ownerIn } from "./whose";

/** A paper for somebody's locker: chosen, put on one of the shelves that are open to it, and said whose it is before it goes. */
export function LentAddScreen({ locker }: { locker: LentContents }) {
  const { armoire, texts, language, way } = useOthersSetting();
  const { lentAdd } = texts;
  const inside = useInside();
  const shelves = useLentShelves(locker);
  const [choice, setChoice] = useState<Choice>();
  const [chosen, setChosen] = useState(shelves.length === 1 ? shelves[0]?.key : undefined);
  const task = useTask();
  const lastKey = useRef(0);
  const held = useRef(choice);
  held.current = choice;
  const owner = ownerIn(locker, texts);
  const what = lentAdd.what(owner);
  const shelf = shelves.find(({ key }) => key === chosen);

  useEffect(
    () => () => {
      if (held.current !== undefined) dropPreviews([held.current]);
    },
    [],
  );
  useDeparture(choice !== undefined && choice.refused === undefined);

  const take = ([file]: readonly File[], photo: boolean) => {
    if (file === undefined || task.busy) return;
    lastKey.current += 1;
    const now = Date.now();
    const name = photo ? texts.add.photoName(shortDay(now, language.formats), hour(now, language.formats)) : file.name;
    void look(lastKey.current, file, name).then((next) => {
      if (held.current !== undefined) dropPreviews([held.current]);
      setChoice(next);
    });
  };

  const add = () => {
    if (choice === undefined || choice.refused !== undefined || shelf === undefined) return;
    task.run(async () => {
      const of = locker.locker;
      const folder = shelf.folder ?? (await armoire.createFolder({ name: shelf.name, pictogram: shelf.pictogram }, of));
      const bytes = await choice.file.arrayBuffer();
      const { id } = await armoire.add({ folder: folder.id, name: choice.name, type: mediaType(choice.kind), bytes, of });
      const undoes = allows(locker.right, "edit") || locker.folders.some((one) => one.id === folder.id && allows(one.right, "edit"));
      inside.tell({
        sentence: lentAdd.done(owner),
        // What may be thrown away again can be taken back; what only adds can't.
        ...(undoes && {
          undoWord: lentAdd.undo,
          undone: lentAdd.undone,
          undo: async () => {
            const waits = (await armoire.outgoing()).some((paper) => paper.id === id);
            await (waits ? armoire.discard(id) : armoire.trash(id, of));
          },
        }),
      });
      way.back();
    });
  };

  const choosers = (second: boolean) => (
    <div class="stack">
      <FileButton
        kind={second ? "second" : "main"}
        small={second}
        picture="camera"
        camera
        onFiles={(files) => {
          take(files, true);
        }}
      >
        {lentAdd.camera}
      </FileButton>
      <FileButton
        small={second}
        picture="phone"
        single
        onFiles={(files) => {
          take(files, false);
        }}
      >
        {second ? lentAdd.other : lentAdd.file}
      </FileButton>
    </div>
  );

  if (choice === undefined || shelves.length === 0) {
    return (
      <Screen key="choose" title={lentAdd.title} say={`${what} ${texts.acting.seen(owner)}`} lockable>
        <Whose of={locker} />
        {shelves.length === 0 ? <p class="placeholder">{lentAdd.nowhere}</p> : choosers(false)}
        <p>
          {what} {texts.acting.seen(owner)}
        </p>
        <p class="second">{texts.add.size}</p>
      </Screen>
    );
  }
  return (
    <ActScreen
      key="agree"
      locker={locker}
      title={lentAdd.title}
      what={what}
      yes={lentAdd.yes}
      picture="check"
      missing={choice.refused !== undefined ? texts.keep.none : shelf === undefined ? lentAdd.missing : undefined}
      task={task}
      onYes={add}
    >
      <ul class="previews">
        <ChosenPaper choice={choice} />
      </ul>
      <InsideContext.Provider value={{ ...inside, shelves }}>
        <ShelfChoice legend={lentAdd.where} chosen={chosen ?? ""} onChoose={setChosen} />
      </InsideContext.Provider>
      {!task.busy && choosers(true)}
    </ActScreen>
  );
}
