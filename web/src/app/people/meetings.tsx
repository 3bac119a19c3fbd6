import type { ComponentChildren } from "preact";
import { createContext } from "preact";
import { useCallback, useContext, useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Invitation, PeopleNews } from "../../bridge/bridge";
import { isClosed } from "../../languages/refusal";
import { useSetting } from "../setting";

/** Invitations that are open, and what became of others: it is told once, and stays here until it was heard. */
export interface Meetings {
  /** Absent until they are known. */
  open: readonly Invitation[] | undefined;
  news: readonly PeopleNews[];
  look: () => void;
  heard: (news: PeopleNews) => void;
}

const MeetingsContext = createContext<Meetings | undefined>(undefined);

export function useMeetings(): Meetings {
  const meetings = useContext(MeetingsContext);
  if (meetings === undefined) throw new Error("a screen about meeting stands elsewhere");
  return meetings;
}

/** Looks for answers when the screens about other people come, and whenever the worker says that there is something new. */
export function MeetingsKeeper({ children }: { children: ComponentChildren }) {
  const { armoire, close } = useSetting();
  const [open, setOpen] = useState<readonly Invitation[]>();
  const [news, setNews] = useState<readonly PeopleNews[]>([]);
  const shut = useRef(close);
  shut.current = close;

  const look = useCallback(() => {
    armoire.invitations().then(
      (told) => {
        setOpen(told.open);
        if (told.news.length > 0) setNews((before) => [...before, ...told.news]);
      },
      (refusal: unknown) => {
        // Without a network nothing is new; whoever invites is told by that screen.
        if (isClosed(refusal)) shut.current(refusal);
        else setOpen((before) => before ?? []);
      },
    );
  }, [armoire]);

  useEffect(look, [look]);
  useEffect(
    () =>
      armoire.watch(({ kind }) => {
        if (kind === "people") look();
      }),
    [armoire, look],
  );

  const heard = useCallback((one: PeopleNews) => {
    setNews((before) => before.filter((other) => other !== one));
  }, []);
  const meetings = useMemo(() => ({ open, news, look, heard }), [open, news, look, heard]);
  return <MeetingsContext.Provider value={meetings}>{children}</MeetingsContext.Provider>;
}
