import { Button } from "../components/button";
import { Form } from "../components/form";
import { Screen } from "../components/screen";
import { editableName } from "../papers/names";
import { isReady, papersOn, shelfOf, type Shelf } from "../papers/shelves";
import { useSetting } from "../setting";
import { useTask } from "../task";
import { useInside } from "./inside";
import { NameField, NameRefusal, useNaming } from "./naming";

/** Another name for a shelf; one's own goes into the bin when nothing is on it. */
export function ChangeShelfScreen({ shelf }: { shelf: Shelf }) {
  const { armoire, texts, way } = useSetting();
  const { contents, shelves, outgoing, keeping, refresh, tell } = useInside();
  const naming = useNaming(editableName(shelf.name), async (name) => {
    if (name !== shelf.name) {
      if (shelf.folder === undefined) await armoire.createFolder({ name, pictogram: shelf.pictogram });
      else await armoire.rename(shelf.folder.id, name);
      await refresh();
    }
    way.back();
  });
  const trashing = useTask();
  const used =
    papersOn(shelf, shelves, contents).length > 0 ||
    outgoing.some((paper) => shelfOf(paper, shelves)?.key === shelf.key) ||
    keeping.some((paper) => paper.shelf.key === shelf.key);

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
        <Button kind="main" picture="check" submits form="change-shelf" busy={naming.task.busy}>
          {texts.changeShelf.go}
        </Button>
      }
    >
      <Form id="change-shelf" onSubmit={naming.submit}>
        <NameField naming={naming} label={texts.newShelf.name} />
      </Form>
      <NameRefusal naming={naming} other={trashing.error} />
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
