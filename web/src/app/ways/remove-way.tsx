import { Ask } from "../components/ask";
import { useLoaded } from "../components/loaded";
import { Note } from "../components/note";
import { useInside } from "../locker/inside";
import { useSetting } from "../setting";
import { useTask } from "../task";
import { wayName } from "./kinds";

/** Asked before a way in goes; when only one would be left, that is said. */
export function RemoveWayScreen({ id }: { id: string }) {
  const { armoire, texts, way, remember } = useSetting();
  const { tell } = useInside();
  const loaded = useLoaded(() => armoire.waysIn());
  const task = useTask();
  const ways = loaded.value?.ways;
  const going = ways?.find((one) => one.id === id);

  return (
    <Ask
      title={texts.removeWay.title}
      say={texts.removeWay.say}
      no={texts.removeWay.no}
      yes={texts.removeWay.yes}
      picture="bin"
      busy={task.busy || loaded.busy}
      error={task.error ?? loaded.error}
      onYes={() => {
        task.run(async () => {
          await armoire.removeWay(id);
          void remember();
          tell({ sentence: going?.kind === "passkey" ? texts.passkey.removed : texts.removeWay.done });
          way.backBy(2);
        });
      }}
    >
      {going !== undefined && (
        <p>
          <b>
            <bdi>{wayName(going, texts)}</bdi>
          </b>
        </p>
      )}
      <p>{texts.removeWay.what}</p>
      {ways?.length === 2 && <Note kind="wait">{texts.removeWay.lastButOne}</Note>}
    </Ask>
  );
}
