import { Ask } from "../components/ask";
import { Loading, useLoaded } from "../components/loaded";
import { useInside } from "../locker/inside";
import { useOthersSetting } from "../people/others-setting";
import { useTask } from "../task";

/** Everything that is lent is taken back at once: nobody sees anything any more. */
export function TakeAllBackScreen() {
  const { armoire, texts, way } = useOthersSetting();
  const { takeAll } = texts;
  const { refresh, tell } = useInside();
  const loaded = useLoaded(async () => (await armoire.grants()).filter(({ over }) => over === undefined));
  const task = useTask();

  const take = () => {
    task.run(async () => {
      // What was lent meanwhile, elsewhere, goes as well.
      const living = (await armoire.grants()).filter(({ over }) => over === undefined);
      if (living.length > 0) await armoire.takeBack(living.map(({ id }) => id));
      await refresh();
      tell({ sentence: takeAll.done });
      way.back();
    });
  };

  return (
    <Ask
      title={takeAll.title}
      say={takeAll.say}
      no={takeAll.no}
      yes={takeAll.yes}
      picture="people/take"
      busy={task.busy}
      error={task.error}
      onYes={take}
    >
      <Loading of={loaded}>{(grants) => <p>{takeAll.what(new Set(grants.map(({ to }) => to.account)).size)}</p>}</Loading>
      <p>{takeAll.how}</p>
    </Ask>
  );
}
