import { useState } from "preact/hooks";
import { Button } from "../components/button";
import { Field } from "../components/field";
import { Form } from "../components/form";
import { Alert, Refusal } from "../components/note";
import { Screen } from "../components/screen";
import { editableName, longestName, nameLength } from "../papers/names";
import { isReady, papersOn, shelfOf, type Shelf } from "../papers/shelves";
import { useSetting } from "../setting";
import { useTask } from "../task";
import { useInside } from "./inside";

/** Another name for a shelf; one's own goes into the bin when nothing is on it. */
export function ChangeShelfScreen({ shelf }: { shelf: Shelf }) {
  const { armoire, texts, way } = useSetting();
  const { contents, shelves, outgoing, keeping, refresh, tell } = useInside();
  const [name, setName] = useState(editableName(shelf.name));
  const renaming = useTask();
  const trashing = useTask();
  const long = nameLength(name) > longestName;
  const used =
    papersOn(shelf, shelves, contents).length > 0 ||
    outgoing.some((paper) => shelfOf(paper, shelves)?.key === shelf.key) ||
    keeping.some((paper) => paper.shelf.key === shelf.key);

  const rename = () => {
    if (long) return;
    renaming.run(async () => {
      const wanted = name.trim();
      if (wanted !== shelf.name) {
        if (shelf.folder === undefined) await armoire.createFolder({ name: wanted, pictogram: shelf.pictogram });
        else await armoire.rename(shelf.folder.id, wanted);
        await refresh();
      }
      way.back();
    });
  };

  const trash = (id: string) => {
    trashing.run(async () => {
      await armoire.trash(id);
      await refresh();
      tell({ sentence: texts.changeShelf.trashed, undo: () => armoire.restore(id), undone: texts.bin.shelfRestored });
      way.restart({ at: "home" });
    });
  };

  return (
    <Screen
      title={texts.changeShelf.title}
      say={texts.changeShelf.say}
      lockable
      foot={
        <Button kind="main" picture="check" submits form="change-shelf" busy={renaming.busy}>
          {texts.changeShelf.go}
        </Button>
      }
    >
      <Form id="change-shelf" onSubmit={rename}>
        <Field label={texts.newShelf.name} value={name} onInput={setName} longest={longestName} wrong={long} />
      </Form>
      <Alert sentence={long ? texts.rename.long : undefined} />
      <Refusal error={renaming.error ?? trashing.error} />
      {shelf.folder !== undefined && !isReady(shelf.key) && (
        <Button
          picture="bin"
          busy={trashing.busy}
          missing={used ? texts.changeShelf.full : undefined}
          onClick={() => {
            if (shelf.folder !== undefined) trash(shelf.folder.id);
          }}
        >
          {texts.changeShelf.trash}
        </Button>
      )}
    </Screen>
  );
}
