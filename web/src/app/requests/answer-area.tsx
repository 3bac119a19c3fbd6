import { useState } from "preact/hooks";
import { useInside } from "../locker/inside";
import { find, indexOf } from "../papers/search";
import { endOfTerm, type Term } from "../lent/until";
import type { WaitingPlace } from "../lent/place";
import { AnswerScreen } from "./answer";
import { PickScreen } from "./pick";
import { ReviewScreen } from "./review";
import { SayNoScreen } from "./say-no";
import type { Ask, Waiting } from "./waiting-area";

/** What the holder says to one asked paper: one of their papers, no, or nothing yet. */
export type Choice = { paper: string } | "no" | undefined;

export interface Answering {
  letter: Ask;
  waiting: Waiting;
  choices: readonly Choice[];
  choose: (asked: number, choice: Choice) => void;
  term: Term;
  setTerm: (term: Term) => void;
  /** When lending ends, milliseconds since 1970. */
  until: number;
  /** When these screens came. */
  now: number;
}

interface Props {
  letter: Ask;
  waiting: Waiting;
  place: Extract<WaitingPlace, { letter: string }>;
}

/** Answering somebody who asks for papers: one by one, then read over, or no to all. What was chosen stays between the screens. */
export function AnswerArea({ letter, waiting, place }: Props) {
  const { contents } = useInside();
  const [choices, setChoices] = useState<readonly Choice[]>(() => letter.content.papers.map(() => undefined));
  const [term, setTerm] = useState<Term>("whole");
  const [now] = useState(() => Date.now());
  // A paper that was deleted meanwhile isn't chosen any more.
  const living = choices.map((choice) =>
    typeof choice === "object" && !contents.documents.some(({ id, trashed }) => id === choice.paper && trashed === undefined) ? undefined : choice,
  );
  const answering: Answering = {
    letter,
    waiting,
    choices: living,
    choose: (asked, choice) => {
      setChoices((before) => before.map((other, at) => (at === asked ? choice : other)));
    },
    term,
    setTerm,
    until: endOfTerm(term, now, letter.content.until),
    now,
  };

  switch (place.show) {
    case "letter":
      return <AnswerScreen key="answer" answering={answering} />;
    case "requestPick":
      return <PickScreen key={`pick ${String(place.asked)}`} answering={answering} asked={place.asked} />;
    case "requestReview":
      return <ReviewScreen key="review" answering={answering} />;
    case "requestNo":
      return <SayNoScreen key="no" answering={answering} />;
  }
}

/** The one paper that has all the words of what is asked; none when there are several, so that nothing is chosen by chance. */
export function useLikely(): (asked: string) => string | undefined {
  const { contents, shelves } = useInside();
  return (asked) => {
    const papers = contents.documents.filter(({ trashed }) => trashed === undefined);
    const found = find(asked, indexOf(papers, shelves));
    return found.length === 1 ? found[0]?.id : undefined;
  };
}
