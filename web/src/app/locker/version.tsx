import type { Document } from "../../bridge/bridge";
import { Button } from "../components/button";
import { Refusal } from "../components/note";
import { Screen } from "../components/screen";
import { displayName } from "../papers/names";
import { useSetting } from "../setting";
import { useTask } from "../task";
import { useInside } from "./inside";
import { SaveButton, Sight, useSight } from "./sight";

/** One version of a paper: looked at, saved, or made the newest again. */
export function VersionScreen({ paper, place }: { paper: Document; place: { version: number; edition: number; current: boolean } }) {
  const { armoire, texts, way } = useSetting();
  const { opened, refresh, tell } = useInside();
  const sight = useSight();
  const task = useTask();
  const name = displayName(paper.name);
  const { version, edition, current } = place;
  const title = texts.versions.of(name, edition);

  const restore = () => {
    task.run(async () => {
      await armoire.restoreVersion(paper.id, version);
      await refresh();
      tell({ sentence: texts.versions.restored });
      way.back();
    });
  };

  return (
    <Screen
      title={title}
      say={texts.paper.say}
      lockable
      foot={
        opened.step !== "open" ? undefined : (
          <>
            {!current && (
              <Button kind="main" picture="restore" busy={task.busy} onClick={restore}>
                {texts.versions.restore}
              </Button>
            )}
            <SaveButton name={paper.name} />
          </>
        )
      }
    >
      <Refusal error={task.error} />
      <Sight name={name} title={title} {...sight} />
    </Screen>
  );
}
