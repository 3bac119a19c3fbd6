import type { ComponentChildren } from "preact";
import { createContext } from "preact";
import { useContext, useMemo, useRef, useState } from "preact/hooks";
import type { PictogramName } from "../pictograms/pictogram";
import { beginOf, whyNoBegin, type Begin } from "./begin";
import type { LendStart } from "./place";
import { endOf, ends, endsOfAll, type Until } from "./until";

/** What a lending is for: one of these, or the person's own words. */
export const reasons = ["home", "money", "health", "work", "id", "other"] as const;
/** A whole locker is also lent for nothing but getting along with it. */
export const reasonsOfAll = ["daily", "home", "money", "health", "work", "other"] as const;
export type Reason = (typeof reasons)[number] | (typeof reasonsOfAll)[number];

export const reasonPictures: Record<Reason, PictogramName> = {
  daily: "sun",
  home: "home",
  money: "money",
  health: "health",
  work: "work",
  id: "id",
  other: "pen",
};

/** What may be done with what is lent, as the person chooses it. */
export type LentRight = "read" | "add" | "edit" | "manage";

/** What was answered so far. Going back keeps it. */
export interface Draft {
  /** An account. */
  to?: string;
  what: "papers" | "shelves" | "all";
  papers: readonly string[];
  /** Ids of folders. */
  shelves: readonly string[];
  right: LentRight;
  why?: Reason;
  /** For `other`. */
  words: string;
  begin: Begin;
  /** For `begin` on another day, as a field has it. */
  firstDay: string;
  until: Until;
  /** For `day`, as a field has it. */
  day: string;
  /** For `eighteen`: the day of birth. It stays in this lending, and is forgotten with it. */
  birth: string;
}

interface Lending {
  draft: Draft;
  change: (answer: Partial<Draft>) => void;
}

const LendingContext = createContext<((start: LendStart | undefined) => Lending) | undefined>(undefined);

/** The answers of the lending that is under way; one that begins with `start` is a new one. */
export function useLending(start?: LendStart): Lending {
  const lending = useContext(LendingContext);
  if (lending === undefined) throw new Error("a step of a lending stands elsewhere");
  return lending(start);
}

/** Keeps the answers while one goes from step to step. */
export function LendKeeper({ children }: { children: ComponentChildren }) {
  const begun = useRef<LendStart | undefined>(undefined);
  const [draft, setDraft] = useState<Draft>(() => beginWith({}));

  const lending = useMemo(
    () => (start: LendStart | undefined) => {
      let present = draft;
      // The same place comes again by Back: then its answers are there already.
      if (start !== undefined && start !== begun.current) {
        begun.current = start;
        present = beginWith(start);
        setDraft(present);
      }
      return {
        draft: present,
        change: (answer: Partial<Draft>) => {
          setDraft((before) => ({ ...before, ...answer }));
        },
      };
    },
    [draft],
  );
  return <LendingContext.Provider value={lending}>{children}</LendingContext.Provider>;
}

function beginWith({ to, papers = [], shelf, whole }: LendStart): Draft {
  return {
    ...(to !== undefined && { to }),
    what: whole !== undefined ? "all" : shelf === undefined ? "papers" : "shelves",
    papers,
    shelves: shelf === undefined ? [] : [shelf],
    right: whole ?? "read",
    words: "",
    begin: "now",
    firstDay: "",
    until: "tenDays",
    day: "",
    birth: "",
  };
}

/** Nodes that a draft names; none is the whole locker. Nothing while nothing is chosen. */
export function nodesOf({ what, papers, shelves }: Draft): readonly string[] | undefined {
  if (what === "all") return [];
  const nodes = what === "papers" ? papers : shelves;
  return nodes.length === 0 ? undefined : nodes;
}

/** Rights that are offered. Nothing is added to a paper; who also lends it on runs its shelf. */
export function rightsFor({ what }: Draft): readonly LentRight[] {
  return what === "papers" ? ["read", "edit"] : ["read", "add", "edit", "manage"];
}

/** The chosen right; where it isn't offered for what is lent now, the least. */
export function rightOf(draft: Draft): LentRight {
  return rightsFor(draft).includes(draft.right) ? draft.right : "read";
}

/** The ends that are offered. Nobody knows at which hour of another day an hour would be wanted. */
export function endsFor({ what, begin }: Draft): readonly Until[] {
  const all = what === "all" ? endsOfAll : ends;
  return begin === "now" ? all : all.filter((until) => until !== "hour");
}

/** The chosen end; where it isn't offered for what is lent now, one that is. */
export function untilOf(draft: Draft): Until {
  if (endsFor(draft).includes(draft.until)) return draft.until;
  return draft.what === "all" ? "month" : "tenDays";
}

/** From when until when, milliseconds since 1970; `begin` is absent for what begins now. */
export interface Term {
  begin?: number;
  end: number;
}

/** The term that was chosen. Nothing while its beginning or its end is missing, or can't be. */
export function termOf(draft: Draft, now: number): Term | undefined {
  if (whyNoBegin(draft, now) !== undefined) return undefined;
  const begin = beginOf(draft, now);
  const end = endOf({ ...draft, until: untilOf(draft) }, begin ?? now);
  return end === undefined ? undefined : { ...(begin !== undefined && { begin }), end };
}

export function reasonsFor({ what }: Draft): readonly Reason[] {
  return what === "all" ? reasonsOfAll : reasons;
}

/** What it is for, as long as that is offered. */
export function whyOf(draft: Draft): Reason | undefined {
  return draft.why !== undefined && reasonsFor(draft).includes(draft.why) ? draft.why : undefined;
}
