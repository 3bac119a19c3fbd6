import { Button } from "../components/button";
import { Note, Refusal } from "../components/note";
import { focusTitle } from "../focus";
import { useSetting } from "../setting";
import { useTask } from "../task";
import { useInside } from "./inside";

/** What was just done, and its undoing. */
export function NewsNote() {
  const { texts } = useSetting();
  const { news, refresh, tell } = useInside();
  const task = useTask();
  if (news === undefined) return null;
  const { sentence, undo, undoWord = texts.bin.undo, undone = texts.bin.restored } = news;
  return (
    <>
      <Note kind="ok">
        {sentence}
        {undo !== undefined && (
          <Button
            small
            picture="restore"
            busy={task.busy}
            onClick={() => {
              task.run(async () => {
                await undo();
                await refresh();
                tell({ sentence: undone });
                focusTitle();
              });
            }}
          >
            {undoWord}
          </Button>
        )}
      </Note>
      <Refusal error={task.error} />
    </>
  );
}
