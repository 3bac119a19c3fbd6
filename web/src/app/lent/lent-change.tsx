import { useEffect, useRef, useState } from "preact/hooks";
import type { LentContents, LentPaper } from "../../bridge/bridge";
import { FileButton } from "../components/file-button";
import { Form } from "../components/form";
import { Name } from "../components/name";
import { Alert } from "../components/note";
import { useDeparture } from "../departure";
import { ChosenPaper } from "../locker/chosen";
import { InsideContext, useInside } from "../locker/inside";
import { NameField, useNaming } from "../locker/naming";
import { ShelfChoice } from "../locker/shelf-grid";
import { dropPreviews, look, type Choice } from "../papers/choice";
import { mediaType } from "../papers/kinds";
import { displayName, editableName } from "../papers/names";
import { useOthersSetting } from "../people/others-setting";
import { useTask } from "../task";
import { ActScreen } from "./act-screen";
import { useLentShelves } from "./use-lent-locker";
import { ownerIn } from "./whose";

interface Props {
  locker: LentContents;
  paper: LentPaper;
}

/** Another name for a paper of somebody's. */
export function LentRenameScreen({ locker, paper }: Props) {
  const { armoire, texts, way } = useOthersSetting();
  const { lentRename } = texts;
  const { tell } = useInside();
  const naming = useNaming(editableName(paper.name), async (name) => {
    if (name !== paper.name) {
      await armoire.rename(paper.id, name, locker.locker);
      tell({ sentence: lentRename.done, undone: lentRename.undone, undo: () => armoire.rename(paper.id, paper.name, locker.locker) });
    }
    way.back();
  });
  return (
    <ActScreen
      locker={locker}
      title={lentRename.title}
      what={lentRename.what(ownerIn(locker, texts))}
      yes={lentRename.yes}
      picture="check"
      task={naming.task}
      onYes={naming.submit}
    >
      <Form id="rename" onSubmit={naming.submit}>
        <NameField naming={naming} label={lentRename.name} />
      </Form>
      <Alert sentence={naming.long ? texts.rename.long : undefined} />
    </ActScreen>
  );
}

/** Another shelf, of those that are open to it. */
export function LentMoveScreen({ locker, paper }: Props) {
  const { armoire, texts, way } = useOthersSetting();
  const { lentMove } = texts;
  const inside = useInside();
  const shelves = useLentShelves(locker);
  const present = shelves.find(({ folder }) => folder !== undefined && folder.id === paper.shelf)?.key;
  const [chosen, setChosen] = useState(present);
  const target = shelves.find(({ key }) => key === chosen);
  const task = useTask();

  const move = () => {
    if (target === undefined) return;
    task.run(async () => {
      const of = locker.locker;
      const folder = target.folder ?? (await armoire.createFolder({ name: target.name, pictogram: target.pictogram }, of));
      await armoire.move(paper.id, folder.id, of);
      const before = present === undefined ? undefined : paper.shelf;
      inside.tell({
        sentence: lentMove.done,
        // Back only where it may be put again.
        ...(before !== undefined && { undone: lentMove.undone, undo: () => armoire.move(paper.id, before, of) }),
      });
      way.back();
    });
  };

  return (
    <ActScreen
      locker={locker}
      title={lentMove.title}
      what={lentMove.what(ownerIn(locker, texts))}
      yes={lentMove.yes}
      picture="drawer"
      missing={target === undefined || chosen === present ? lentMove.missing : undefined}
      task={task}
      onYes={move}
    >
      <InsideContext.Provider value={{ ...inside, shelves }}>
        <ShelfChoice
          legend={displayName(paper.name)}
          chosen={chosen ?? ""}
          {...(present !== undefined && { here: { shelf: present, sentence: lentMove.here } })}
          onChoose={setChosen}
        />
      </InsideContext.Provider>
      <p class="second">{lentMove.sight}</p>
    </ActScreen>
  );
}

/** A new version; the one before stays with its holder. */
export function LentReplaceScreen({ locker, paper }: Props) {
  const { armoire, texts, way } = useOthersSetting();
  const { lentReplace } = texts;
  const { tell } = useInside();
  const [choice, setChoice] = useState<Choice>();
  const held = useRef(choice);
  held.current = choice;
  const task = useTask();
  const usable = choice !== undefined && choice.refused === undefined;

  useEffect(
    () => () => {
      if (held.current !== undefined) dropPreviews([held.current]);
    },
    [],
  );
  useDeparture(usable);

  const take = ([file]: readonly File[]) => {
    if (file === undefined || task.busy) return;
    void look(1, file, file.name).then((next) => {
      if (held.current !== undefined) dropPreviews([held.current]);
      setChoice(next);
    });
  };

  const replace = () => {
    if (choice === undefined || !usable) return;
    task.run(async () => {
      const bytes = await choice.file.arrayBuffer();
      await armoire.replace(paper.id, { name: paper.name, type: mediaType(choice.kind), bytes }, locker.locker);
      tell({ sentence: lentReplace.done });
      way.back();
    });
  };

  return (
    <ActScreen
      locker={locker}
      title={lentReplace.title}
      what={lentReplace.what(ownerIn(locker, texts))}
      yes={lentReplace.yes}
      picture="check"
      missing={usable ? undefined : lentReplace.missing}
      task={task}
      onYes={replace}
    >
      <Name of={paper.name} />
      {choice !== undefined && (
        <ul class="previews">
          <ChosenPaper choice={choice} />
        </ul>
      )}
      <FileButton picture="camera" camera onFiles={take}>
        {texts.lentAdd.camera}
      </FileButton>
      <FileButton picture="phone" single onFiles={take}>
        {choice === undefined ? texts.lentAdd.file : texts.lentAdd.other}
      </FileButton>
      <p class="second">{lentReplace.before}</p>
    </ActScreen>
  );
}

/** Into the bin of its holder's locker; it can come back at once. */
export function LentTrashScreen({ locker, paper }: Props) {
  const { armoire, texts, way } = useOthersSetting();
  const { lentTrash } = texts;
  const { tell } = useInside();
  const task = useTask();
  return (
    <ActScreen
      locker={locker}
      title={lentTrash.title}
      what={lentTrash.what(ownerIn(locker, texts))}
      yes={lentTrash.yes}
      picture="bin"
      plain
      task={task}
      onYes={() => {
        task.run(async () => {
          await armoire.trash(paper.id, locker.locker);
          tell({
            sentence: lentTrash.done,
            undoWord: lentTrash.undo,
            undone: lentTrash.undone,
            undo: () => armoire.restore(paper.id, locker.locker),
          });
          // Behind this screen is the paper, which lies in the bin now.
          way.backBy(2);
        });
      }}
    >
      <p>
        <Name of={paper.name} />
      </p>
      <p>{lentTrash.back}</p>
    </ActScreen>
  );
}
