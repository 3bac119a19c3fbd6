import { useMemo, useState } from "preact/hooks";
import type { Document } from "../../bridge/bridge";
import { Field } from "../components/field";
import { Name } from "../components/name";
import { Screen } from "../components/screen";
import { Some } from "../components/some";
import { useInside } from "../locker/inside";
import { displayName } from "../papers/names";
import { find, indexOf, longestQuestion } from "../papers/search";
import { newestFirst, otherShelf } from "../papers/shelves";
import { useOthersSetting } from "../people/others-setting";
import { Pictogram } from "../pictograms/pictogram";
import type { Answering } from "./answer-area";

/** Which of one's papers is meant: the likely ones first, then the newest. */
export function PickScreen({ answering, asked }: { answering: Answering; asked: number }) {
  const { texts, way } = useOthersSetting();
  const { contents, shelves } = useInside();
  const [question, setQuestion] = useState("");
  const name = answering.letter.content.papers[asked]?.name ?? "";
  const papers = useMemo(() => newestFirst(contents.documents.filter(({ trashed }) => trashed === undefined)), [contents]);
  const index = useMemo(() => indexOf(papers, shelves), [papers, shelves]);
  const likely = useMemo(() => likelyFirst(name, papers, (words) => find(words, index)), [name, papers, index]);
  const shown = question.trim() === "" ? likely : find(question, index);
  const choice = answering.choices[asked];

  return (
    <Screen title={texts.request.pickTitle} say={texts.request.pickSay(displayName(name))} lockable>
      <p>{texts.request.pickFor(displayName(name))}</p>
      {papers.length === 0 ? (
        <p class="placeholder">{texts.request.pickNone}</p>
      ) : (
        <>
          {papers.length > 8 && (
            <Field label={texts.request.pickFind} value={question} longest={longestQuestion} onInput={setQuestion} />
          )}
          <Some
            items={shown}
            label={texts.request.pickTitle}
            row={(paper) => (
              <PickRow
                key={paper.id}
                paper={paper}
                chosen={typeof choice === "object" && choice.paper === paper.id}
                onPick={() => {
                  answering.choose(asked, { paper: paper.id });
                  way.back();
                }}
              />
            )}
          />
        </>
      )}
    </Screen>
  );
}

function PickRow({ paper, chosen, onPick }: { paper: Document; chosen: boolean; onPick: () => void }) {
  const { shelves } = useInside();
  const shelf = shelves.find(({ folder }) => folder?.id === paper.folder);
  return (
    <li>
      <button type="button" class="row" aria-pressed={chosen} onClick={onPick}>
        <span class="token">
          <Pictogram name={shelf?.pictogram ?? otherShelf} />
        </span>
        <span class="grow">
          <Name of={paper.name} />
          {shelf !== undefined && (
            <span class="second block">
              <bdi>{displayName(shelf.name)}</bdi>
            </span>
          )}
        </span>
        {chosen && <Pictogram name="check" />}
      </button>
    </li>
  );
}

/** Papers that have a word of what is asked come first. */
function likelyFirst(name: string, papers: readonly Document[], search: (words: string) => Document[]): Document[] {
  const words = name.split(/\s+/).filter((word) => word.length > 2);
  const found = new Set([...search(name), ...words.flatMap(search)]);
  return [...found, ...papers.filter((paper) => !found.has(paper))];
}
