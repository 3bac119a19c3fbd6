import { alone } from "./alone";
import { IndexedStore } from "./device/indexed-store";
import { browserTabs, onlyTab } from "./device/tabs";
import type { Hearing, World } from "./world";

/** The browser, from inside a worker. Older browsers lack some of it. */
const navigator = self.navigator as Omit<Navigator, "locks" | "storage"> & { locks?: LockManager; storage?: Partial<StorageManager> };

export const browserWorld: World = {
  origin: self.location.origin,
  now: () => Date.now(),
  fetch: (path, request) => fetch(path, { credentials: "same-origin", cache: "no-store", redirect: "error", ...request }),
  openStore: () => IndexedStore.open((self as { indexedDB?: IDBFactory }).indexedDB),
  tabs: (account) => (navigator.locks === undefined ? onlyTab() : browserTabs(navigator.locks, `armoire/${account}`)),
  later: alone.later,
  onOnline: (listener) => {
    self.addEventListener("online", listener);
    return () => {
      self.removeEventListener("online", listener);
    };
  },
  hear,
  room: async () => {
    const { usage, quota } = (await navigator.storage?.estimate?.()) ?? {};
    return usage === undefined || quota === undefined ? null : { used: usage, quota };
  },
  folder: async () => (await navigator.storage?.getDirectory?.().catch(() => null)) ?? null,
};

/** A connection that was refused, and not lost, is opened again after this many milliseconds. */
const AGAIN = 60_000;

/** The browser opens a lost connection again by itself. Each loss is told once. */
/** An `EventSource` says of no refusal why: the session may have ended while nobody listened. */
async function isOver(): Promise<boolean> {
  const answer = await fetch("/api/v1/session", { credentials: "same-origin", cache: "no-store", redirect: "error" }).catch(() => null);
  return answer?.status === 401;
}

function hear(path: string, hearing: Hearing): () => void {
  let source: EventSource;
  let here: boolean | undefined;
  let stopWaiting = (): void => undefined;
  const tell = (now: boolean): void => {
    if (here !== now) hearing.connection(now);
    here = now;
  };
  const begin = (): void => {
    source = new EventSource(path);
    source.onopen = () => {
      tell(true);
    };
    source.onerror = () => {
      if (source.readyState === EventSource.CLOSED) {
        stopWaiting = alone.later(AGAIN, begin);
        void isOver().then((over) => {
          if (over) hearing.event("ended", "{}");
        });
      }
      tell(false);
    };
    for (const name of hearing.events) {
      source.addEventListener(name, (message: MessageEvent<unknown>) => {
        if (typeof message.data === "string") hearing.event(name, message.data);
      });
    }
  };
  begin();
  return () => {
    stopWaiting();
    source.close();
  };
}
