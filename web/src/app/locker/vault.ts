import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import type { Contents, Outgoing } from "../../bridge/bridge";
import { codeOf, isClosed } from "../../languages/refusal";
import { useSetting } from "../setting";

/** The locker as this page sees it. */
export interface Vault {
  /** Absent until something verified is known. */
  contents: Contents | undefined;
  outgoing: readonly Outgoing[];
  /** Whether the server answers. */
  here: boolean;
  /** Why the locker stays closed. */
  error: unknown;
  load: () => void;
  refresh: () => Promise<void>;
}

interface Seen {
  contents?: Contents;
  outgoing: readonly Outgoing[];
  here: boolean;
  error?: unknown;
}

/**
 * First what this device knows, then what the server has, then whatever changes. Without a network the known locker stays
 * on the screen; a server that is caught lying closes it.
 */
export function useVault(): Vault {
  const { armoire, close } = useSetting();
  const [seen, setSeen] = useState<Seen>({ outgoing: [], here: true });
  const shut = useRef(close);
  shut.current = close;
  // Answers come in their own order: an older one never covers a newer one.
  const turn = useRef(0);
  const heard = useRef(false);

  const show = useCallback(async (ask: () => Promise<Contents>, outgoing?: readonly Outgoing[]) => {
    turn.current += 1;
    const mine = turn.current;
    const contents = await ask();
    const newest = mine === turn.current;
    setSeen((before) => ({ ...before, ...(newest && { contents }), ...(outgoing !== undefined && { outgoing }) }));
  }, []);

  const refresh = useCallback(() => show(() => armoire.known()), [armoire, show]);

  const load = useCallback(() => {
    setSeen(({ error, ...before }) => before);
    show(() => armoire.contents()).then(
      () => {
        setSeen((before) => ({ ...before, here: true }));
      },
      (refusal: unknown) => {
        if (isClosed(refusal)) {
          shut.current(refusal);
          return;
        }
        const away = ["network", "unavailable"].includes(codeOf(refusal));
        setSeen((before) => (away && before.contents !== undefined ? { ...before, here: false } : { ...before, error: refusal }));
      },
    );
  }, [armoire, show]);

  useEffect(() => {
    let open = true;
    const first = async () => {
      const [contents, outgoing] = await Promise.all([armoire.known(), armoire.outgoing()]);
      if (!open) return;
      // What was told while the locker was read is newer than the list that was asked for before.
      setSeen((before) => ({ ...before, ...(!heard.current && { outgoing }), ...(contents.head.seq > 0 && { contents }) }));
    };
    // Whatever stops this is met again, and said, when the server is asked.
    void first()
      .catch(() => undefined)
      .then(() => {
        if (open) load();
      });
    return () => {
      open = false;
    };
  }, [armoire, load]);

  const waiting = useRef<readonly Outgoing[]>([]);
  waiting.current = seen.outgoing;

  useEffect(
    () =>
      armoire.watch((event) => {
        switch (event.kind) {
          case "outgoing": {
            heard.current = true;
            const { papers } = event;
            const left = waiting.current.some(({ id }) => !papers.some((paper) => paper.id === id));
            // What has arrived goes from one list to the other at once: it is never in neither.
            if (left) void show(() => armoire.known(), papers).catch(() => undefined);
            else setSeen((before) => ({ ...before, outgoing: papers }));
            break;
          }
          case "changed":
          case "people":
            void refresh().catch(() => undefined);
            break;
          case "connection":
            setSeen((before) => ({ ...before, here: event.here }));
            if (event.here) load();
            break;
          case "closed":
            break;
        }
      }),
    [armoire, load, refresh, show],
  );

  return { contents: seen.contents, outgoing: seen.outgoing, here: seen.here, error: seen.error, load, refresh };
}
