import { useEffect, useMemo, useRef, useState } from "preact/hooks";

/** Before the door. */
export type DoorPlace = { at: "first" } | { at: "create" } | { at: "signIn" } | { at: "recover" };

/** New words and a card are shown, once. */
export type WelcomePlace = { at: "words" } | { at: "card" } | { at: "proof" };

/** Inside the open locker. Papers and shelves are named by ids that never reach the address. */
export type InsidePlace =
  | { at: "home"; safe?: true }
  | { at: "shelf"; shelf: string }
  | { at: "add"; shelf?: string }
  | { at: "paper" | "large" | "rename" | "move"; id: string }
  | { at: "bin" }
  | { at: "more" };

export type Place = DoorPlace | WelcomePlace | InsidePlace;

/** The steps from the first place to the present one, in step with the browser's Back button. */
export interface Way {
  place: Place;
  /** Whether the person has moved since the page came: from then on titles take the focus. */
  moved: boolean;
  go: (place: Place) => void;
  back: () => void;
  /** Forgets all steps: Back leads nowhere from here. */
  restart: (place: Place) => void;
}

export function isInside(place: Place): place is InsidePlace {
  return !isWelcome(place) && !["first", "create", "signIn", "recover"].includes(place.at);
}

export function isWelcome(place: Place): place is WelcomePlace {
  return ["words", "card", "proof"].includes(place.at);
}

/**
 * The browser's history holds a number of steps and nothing else: no name, no id, no key. What the steps were stays in
 * memory, so that after locking Back finds numbers that lead nowhere.
 */
export function useWay(first: Place): Way {
  const [steps, setSteps] = useState<[Place, ...Place[]]>([first]);
  const moved = useRef(false);

  useEffect(() => {
    history.replaceState({ step: 0 }, "");
    const onPop = (change: PopStateEvent) => {
      const step = stepOf(change.state);
      setSteps((before) => (step + 1 < before.length ? [before[0], ...before.slice(1, step + 1)] : before));
    };
    addEventListener("popstate", onPop);
    return () => {
      removeEventListener("popstate", onPop);
    };
  }, []);

  return useMemo<Way>(() => {
    const restart = (place: Place) => {
      moved.current = true;
      if (steps.length > 1) history.go(1 - steps.length);
      setSteps([place]);
    };
    return {
      place: steps[steps.length - 1] ?? steps[0],
      moved: moved.current,
      go: (place) => {
        moved.current = true;
        history.pushState({ step: steps.length }, "");
        setSteps([...steps, place]);
      },
      back: () => {
        moved.current = true;
        if (steps.length > 1) history.back();
        else restart(first);
      },
      restart,
    };
    // `first` is the same place on every call.
  }, [steps]);
}

function stepOf(state: unknown): number {
  const step = typeof state === "object" && state !== null && "step" in state ? state.step : 0;
  return typeof step === "number" && step >= 0 ? step : 0;
}
