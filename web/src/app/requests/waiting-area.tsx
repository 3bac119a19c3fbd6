import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import type { HandedIn, LentContents, Letter } from "../../bridge/bridge";
import { useSetting } from "../setting";
import { useTask } from "../task";
import type { WaitingPlace } from "../lent/place";
import { AnswerArea } from "./answer-area";
import { BlockedScreen } from "./blocked";
import { LetterScreen } from "./letter";
import { NothingWaits } from "./nothing";
import { ProposalScreen } from "./proposal";
import { RefuseScreen } from "./refuse";
import { RunWaiting } from "./run-waiting";
import { WaitingScreen } from "./waiting";
import { WaitingPaperScreen } from "./waiting-paper";
import { WaitingSightScreen } from "./waiting-sight";

export type Ask = Letter & { content: { kind: "ask" } };
export type Proposal = Letter & { content: { kind: "propose" } };
export type Told = Letter & { content: { kind: "answer" | "accept" | "decline" | "end" } };

/** What waits in one's own locker. */
export interface Waiting {
  /** Somebody else's locker, where one runs it and it is the one in which things wait. */
  locker?: LentContents;
  /** Absent until both were told once. */
  known: { inbox: readonly HandedIn[]; letters: readonly Letter[] } | undefined;
  busy: boolean;
  error: unknown;
  load: () => void;
  /** Runs an answer to what is shown: it stays on the screen until the person has moved on. */
  decide: (work: () => Promise<void>) => Promise<void>;
}

/** What waits in one's own locker, or in one that one runs; and who can't send anything. */
export function WaitingArea({ place }: { place: WaitingPlace }) {
  if (place.show === "blocked") return <BlockedScreen key="blocked" />;
  const of = "of" in place ? place.of : undefined;
  return of === undefined ? <Waits key="own" place={place} /> : <RunWaiting key={`run ${of}`} of={of} place={place} />;
}

/** Everything that waits in one locker. It is kept from one of these screens to the next, and told again when it changes. */
export function Waits({ place, locker }: { place: Exclude<WaitingPlace, { show: "blocked" }>; locker?: LentContents }) {
  const waiting = useWaiting(place, locker);
  if (place.show === "waiting" || waiting.known === undefined) return <WaitingScreen key="waiting" waiting={waiting} />;
  const { inbox, letters } = waiting.known;

  switch (place.show) {
    case "waitingPaper":
    case "waitingSight":
    case "waitingLarge":
    case "refuseWaiting": {
      const paper = inbox.find(({ id }) => id === place.deposit);
      if (paper === undefined) return <NothingWaits key="gone" what="paper" />;
      if (place.show === "waitingSight" || place.show === "waitingLarge") {
        return <WaitingSightScreen key={`sight ${paper.id}`} paper={paper} waiting={waiting} large={place.show === "waitingLarge"} />;
      }
      return place.show === "waitingPaper" ? (
        <WaitingPaperScreen key={`paper ${paper.id}`} paper={paper} waiting={waiting} />
      ) : (
        <RefuseScreen key={`refuse ${paper.id}`} paper={paper} waiting={waiting} />
      );
    }
    case "letter":
    case "requestPick":
    case "requestReview":
    case "requestNo": {
      const letter = letters.find(({ id }) => id === place.letter);
      if (letter === undefined) return <NothingWaits key="gone" what="letter" />;
      if (isAsk(letter)) return <AnswerArea key={`ask ${letter.id}`} letter={letter} place={place} waiting={waiting} />;
      if (isProposal(letter)) return <ProposalScreen key={`proposal ${letter.id}`} letter={letter} waiting={waiting} />;
      if (isTold(letter)) return <LetterScreen key={`letter ${letter.id}`} letter={letter} waiting={waiting} />;
      return <NothingWaits key="gone" what="letter" />;
    }
  }
}

export function isAsk(letter: Letter): letter is Ask {
  return letter.content.kind === "ask";
}

export function isProposal(letter: Letter): letter is Proposal {
  return letter.content.kind === "propose";
}

export function isTold(letter: Letter): letter is Told {
  return !isAsk(letter) && !isProposal(letter);
}

function useWaiting(place: WaitingPlace, locker: LentContents | undefined): Waiting {
  const { armoire } = useSetting();
  const of = locker?.locker;
  const [known, setKnown] = useState<Waiting["known"]>();
  const { busy, error, run } = useTask();
  // Answers come in their own order: an older one never covers a newer one.
  const turn = useRef(0);
  const held = useRef(false);

  const ask = useCallback(async () => {
    turn.current += 1;
    const mine = turn.current;
    // Letters are the holder's own: nobody answers them in their name.
    const [inbox, letters] = await Promise.all([armoire.inbox(of), of === undefined ? armoire.letters() : Promise.resolve([])]);
    if (mine === turn.current && !held.current) setKnown({ inbox, letters });
  }, [armoire, of]);
  const load = useCallback(() => {
    run(ask);
  }, [run, ask]);

  useEffect(load, []);
  useEffect(
    () =>
      armoire.watch((event) => {
        if (event.kind === "people" || event.kind === "changed") void ask().catch(() => undefined);
      }),
    [armoire, ask],
  );

  const decide = useCallback(async (work: () => Promise<void>) => {
    held.current = true;
    try {
      await work();
    } catch (refusal) {
      held.current = false;
      throw refusal;
    }
  }, []);
  useEffect(() => {
    if (!held.current) return;
    held.current = false;
    void ask().catch(() => undefined);
  }, [place]);

  return { ...(locker && { locker }), known, busy, error, load, decide };
}
