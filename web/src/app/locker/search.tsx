import { useEffect, useMemo, useState } from "preact/hooks";
import type { Document } from "../../bridge/bridge";
import { Button } from "../components/button";
import { Field } from "../components/field";
import { Screen } from "../components/screen";
import { Some } from "../components/some";
import { find, indexOf, longestQuestion } from "../papers/search";
import { useSetting } from "../setting";
import { useInside } from "./inside";
import { PaperRow } from "./rows";

/** After the last key, in milliseconds: what is typed is drawn first. */
const pause = 120;

interface Answer {
  question: string;
  papers: readonly Document[];
  binned: number;
}

/** Papers found by their names and shelves, on the device alone: nothing that is typed leaves it. */
export function SearchScreen() {
  const { texts, way } = useSetting();
  const { outgoing } = useInside();
  const { question, ask, answer } = useSearch();
  const coming = new Map(outgoing.map((paper) => [paper.id, paper]));
  const none = answer?.papers.length === 0;

  return (
    <Screen title={texts.search.title} say={texts.search.say} lockable>
      <div role="search">
        <Field label={texts.search.name} value={question} onInput={ask} longest={longestQuestion} />
      </div>
      <p role="status">{answer !== undefined && (none ? texts.search.none : texts.search.found(answer.papers.length))}</p>
      {none && <p>{texts.search.advice}</p>}
      {answer !== undefined && !none && (
        <Some
          key={answer.question}
          items={answer.papers}
          first={20}
          row={(paper) => <PaperRow key={paper.id} paper={paper} coming={coming.get(paper.id)} />}
        />
      )}
      {answer !== undefined && answer.binned > 0 && (
        <>
          <p>{texts.search.binned(answer.binned)}</p>
          <Button
            small
            picture="bin"
            onClick={() => {
              way.go({ at: "bin" });
            }}
          >
            {texts.search.bin}
          </Button>
        </>
      )}
    </Screen>
  );
}

function useSearch() {
  const { contents, shelves, asked } = useInside();
  const [question, setQuestion] = useState(asked.current);
  const [answer, setAnswer] = useState<Answer>();
  // Folding thousands of names takes a moment: it is done after the screen is drawn, and once.
  const index = useMemo(() => {
    let made: { here: ReturnType<typeof indexOf>; binned: ReturnType<typeof indexOf> } | undefined;
    return () =>
      (made ??= {
        here: indexOf(contents.documents.filter(({ trashed }) => trashed === undefined), shelves),
        binned: indexOf(contents.documents.filter(({ trashed }) => trashed !== undefined), shelves),
      });
  }, [contents, shelves]);

  useEffect(() => {
    const wait = setTimeout(() => {
      const { here, binned } = index();
      setAnswer(question.trim() === "" ? undefined : { question, papers: find(question, here), binned: find(question, binned).length });
    }, pause);
    return () => {
      clearTimeout(wait);
    };
  }, [question, index]);

  return {
    question,
    answer,
    ask: (words: string) => {
      asked.current = words;
      setQuestion(words);
    },
  };
}
