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

/** The browser opens a lost connection again by itself, but not one that was refused. */
function hear(path: string, { events, event, connection }: Hearing): () => void {
  const source = new EventSource(path);
  source.onopen = () => {
    connection(true);
  };
  source.onerror = () => {
    connection(false);
  };
  for (const name of events) {
    source.addEventListener(name, (message: MessageEvent<unknown>) => {
      if (typeof message.data === "string") event(name, message.data);
    });
  }
  return () => {
    source.close();
  };
}
