import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Loss, WayKind } from "../bridge/bridge";
import type { OthersPlace } from "./people/places";

/** Before the door. `words`: with the words also where the device has a PIN. */
export type DoorPlace =
  | { at: "first" }
  | { at: "create" }
  | { at: "signIn"; words?: true }
  | { at: "pinGone" }
  | { at: "recover" }
  | { at: "scan" }
  /** Signed in, and not in yet: the service has lost something. */
  | { at: "lost" };

/** Nothing of a locker is on the screen. */
export interface HiddenPlace {
  at: "hidden";
}

/** Papers that are always with their holder, outside the locker. */
export type PocketPlace = { at: "pocket" } | { at: "pocketPapers" } | { at: "pocketPaper"; id: string };

/** New words and a card are shown, once. */
export type WelcomePlace = { at: "words" } | { at: "wordsProof" } | { at: "card" } | { at: "proof" } | { at: "proofScan" };

/** Inside the open locker. Papers and shelves are named by ids that never reach the address. */
export type InsidePlace =
  | { at: "home"; safe?: true }
  | { at: "shelf"; shelf: string }
  /** `first`: the way in has just been proven, and nothing is kept yet. */
  | { at: "add"; shelf?: string; first?: true }
  | { at: "changeShelf"; shelf: string }
  | { at: "paper" | "large" | "rename" | "move" | "paperMore" | "replace" | "versions"; id: string }
  | { at: "version"; id: string; version: number; edition: number; current: boolean }
  | { at: "deletePaper" | "giveUp"; id: string }
  | { at: "search" | "newShelf" | "bin" | "emptyBin" }
  | { at: "ways"; done?: "words" | "card" }
  | { at: "oneWay" | "removeWay"; id: string }
  | { at: "testWay"; kind: WayKind }
  | { at: "renew"; what: "words" | "card" }
  | { at: "setPin" | "addPasskey" | "pinSeen" | "secondStep" | "nameDevice" }
  | { at: "loss"; cause: Loss }
  /** After a loss: what was made anew. */
  | { at: "lossDone"; words: boolean; card: boolean }
  | { at: "pocketAdd" | "pocketRemove"; id: string }
  | { at: "hiding" | "limits" }
  /** Who helps, who sees, lending, and what others lend and ask. */
  | ({ at: "others" } & OthersPlace)
  | { at: "more" | "room" | "journal" | "devices" | "takeOut" | "bringIn" | "deleteAccount" | "sure" | "language" | "leave" };

export type Place = DoorPlace | HiddenPlace | PocketPlace | WelcomePlace | InsidePlace;

/** The steps from the first place to the present one, in step with the browser's Back button. */
export interface Way {
  place: Place;
  /** Whether the person has moved since the page came: from then on titles take the focus. */
  moved: boolean;
  go: (place: Place) => void;
  back: () => void;
  /** Several steps back at once, as far as there are any. */
  backBy: (steps: number) => void;
  /** Forgets all steps: Back leads nowhere from here. With `then` one goes on at once, and Back leads to `place`. */
  restart: (place: Place, then?: Place) => void;
}

export function isInside(place: Place): place is InsidePlace {
  return !isWelcome(place) && !isPocket(place) && !["hidden", "first", "create", "signIn", "pinGone", "recover", "scan", "lost"].includes(place.at);
}

export function isPocket(place: Place): place is PocketPlace {
  return ["pocket", "pocketPapers", "pocketPaper"].includes(place.at);
}

export function isWelcome(place: Place): place is WelcomePlace {
  return ["words", "wordsProof", "card", "proof", "proofScan"].includes(place.at);
}

/**
 * The browser's history holds a number of steps and nothing else: no name, no id, no key. What the steps were stays in
 * memory, so that after locking Back finds numbers that lead nowhere.
 */
export function useWay(first: Place): Way {
  const [steps, setSteps] = useState<Steps>([first]);
  // What the browser's history was told last; screens may act twice before they are drawn again.
  const told = useRef<Told>({ steps, moved: false, leaving: 0, returning: false });

  const { go, back, backBy, restart } = useMemo(() => {
    const take = (next: Steps) => {
      told.current = { steps: next, moved: true, leaving: 0, returning: told.current.returning };
      setSteps(next);
    };
    const startAt = (place: Place, then?: Place) => {
      const { steps, leaving, returning } = told.current;
      // The browser may still be on its way back: only what is left is gone back.
      const before = returning ? 1 : steps.length - leaving;
      if (before > 1) history.go(1 - before);
      // The browser goes back in its own time: steps after that are told it when it is there.
      const goesBack = returning || steps.length > 1;
      if (!goesBack && then !== undefined) history.pushState({ step: 1 }, "");
      take(then === undefined ? [place] : [place, then]);
      told.current.returning = goesBack;
    };
    const leave = (steps: number) => {
      const { steps: all, leaving: already, returning } = told.current;
      if (already > 0) return;
      if (all.length === 1) {
        startAt(first);
        return;
      }
      const leaving = Math.min(steps, all.length - 1);
      if (returning) {
        take(upTo(all, all.length - 1 - leaving));
        return;
      }
      told.current = { ...told.current, moved: true, leaving };
      history.go(-leaving);
    };
    return {
      go: (place: Place) => {
        const { steps, returning } = told.current;
        if (!returning) history.pushState({ step: steps.length }, "");
        take([...steps, place]);
      },
      back: () => {
        leave(1);
      },
      backBy: leave,
      restart: startAt,
    };
    // `first` is the same place on every call.
  }, []);

  // Before anything can be touched: a step that was taken first would be written over.
  useLayoutEffect(() => {
    history.replaceState({ step: 0 }, "");
    const onPop = (change: PopStateEvent) => {
      const step = stepOf(change.state);
      const { steps: before, returning } = told.current;
      if (returning) {
        if (step > 0) return;
        told.current.returning = false;
        for (let later = 1; later < before.length; later += 1) history.pushState({ step: later }, "");
        return;
      }
      const next = upTo(before, step);
      told.current = { steps: next, moved: true, leaving: 0, returning };
      setSteps(next);
    };
    addEventListener("popstate", onPop);
    return () => {
      removeEventListener("popstate", onPop);
    };
  }, []);

  return useMemo<Way>(
    () => ({ place: steps[steps.length - 1] ?? steps[0], moved: told.current.moved, go, back, backBy, restart }),
    [steps, go, back, backBy, restart],
  );
}

type Steps = [Place, ...Place[]];

interface Told {
  steps: Steps;
  moved: boolean;
  /** Steps back that were asked for, and that the browser hasn't gone yet. */
  leaving: number;
  /** The browser is on its way back to the first step: those after it are still to be written. */
  returning: boolean;
}

/** Without the steps after this one, counted from 0. */
function upTo(steps: Steps, last: number): Steps {
  return last + 1 < steps.length ? [steps[0], ...steps.slice(1, last + 1)] : steps;
}

function stepOf(state: unknown): number {
  const step = typeof state === "object" && state !== null && "step" in state ? state.step : 0;
  return typeof step === "number" && step >= 0 ? step : 0;
}
