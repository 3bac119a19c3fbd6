import { useEffect, useState } from "preact/hooks";
import type { Document, Version } from "../../bridge/bridge";
import { Button } from "../components/button";
import { Name } from "../components/name";
import { Refusal } from "../components/note";
import { Screen } from "../components/screen";
import { Some } from "../components/some";
import { longDay } from "../papers/dates";
import { megabytes } from "../papers/sizes";
import { Pictogram } from "../pictograms/pictogram";
import { useSetting } from "../setting";
import { useTask } from "../task";
import { useInside } from "./inside";
import { NewsNote } from "./news";

/** All versions of a paper, the newest first; each can be looked at. */
export function VersionsScreen({ paper }: { paper: Document }) {
  const { armoire, texts } = useSetting();
  const { contents } = useInside();
  const [versions, setVersions] = useState<readonly Version[]>();
  const task = useTask();

  const load = () => {
    task.run(async () => {
      setVersions(await armoire.versions(paper.id));
    });
  };
  // Again whenever the locker has changed.
  useEffect(load, [paper.id, contents]);

  return (
    <Screen title={texts.versions.title} say={texts.versions.say} lockable>
      <Name of={paper.name} />
      <NewsNote />
      {versions === undefined && task.busy && (
        <p class="placeholder" role="status">
          {texts.wait}
        </p>
      )}
      <Refusal error={task.error} />
      {task.error !== undefined && (
        <Button picture="turn" onClick={load}>
          {texts.trouble.again}
        </Button>
      )}
      {versions !== undefined && (
        <>
          <Some items={versions} row={(version) => <VersionRow key={version.version} paper={paper.id} version={version} />} />
          {versions.length === 1 && <p class="second">{texts.versions.only}</p>}
        </>
      )}
    </Screen>
  );
}

function VersionRow({ paper, version: { version, edition, current, time, size } }: { paper: string; version: Version }) {
  const { texts, language, way } = useSetting();
  return (
    <li>
      <button
        type="button"
        class="row"
        onClick={() => {
          way.go({ at: "version", id: paper, version, edition, current });
        }}
      >
        <span class="token">
          <Pictogram name={current ? "sheet" : "versions"} />
        </span>
        <span class="grow">
          <span class="name ours">{texts.versions.version(edition)}</span>
          <span class="second">
            {texts.versions.line(longDay(time, language.formats), megabytes(size, language.formats))}
          </span>
          {current && (
            <span class="state ok">
              <Pictogram name="sent" /> {texts.versions.current}
            </span>
          )}
        </span>
        <Pictogram name="next" flips />
      </button>
    </li>
  );
}
