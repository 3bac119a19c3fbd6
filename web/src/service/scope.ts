/** What a service worker has that a page hasn't, as far as it is used here. */
export interface Scope {
  readonly caches: CacheStorage;
  readonly location: Location;
  readonly registration: { unregister: () => Promise<boolean> };
  readonly clients: { matchAll: (of: { type: "window"; includeUncontrolled: boolean }) => Promise<readonly unknown[]> };
  skipWaiting: () => Promise<void>;
  addEventListener: <K extends keyof Events>(type: K, listener: (event: Events[K]) => void) => void;
}

interface Lasting {
  waitUntil: (work: Promise<unknown>) => void;
}

interface Events {
  install: Lasting;
  activate: Lasting;
  fetch: { request: Request; respondWith: (answer: Promise<Response>) => void };
  message: Lasting & { data: unknown; ports: readonly MessagePort[] };
}

/** What a page says. `take over` is answered by whether it was done. */
export type Message = { kind: "take over" } | { kind: "loaded"; paths: string[] };

/** Paths that one message may hold. */
const MOST_PATHS = 500;

export function isMessage(value: unknown): value is Message {
  if (typeof value !== "object" || value === null || !("kind" in value)) return false;
  if (value.kind === "take over") return true;
  return (
    value.kind === "loaded" &&
    "paths" in value &&
    Array.isArray(value.paths) &&
    value.paths.length <= MOST_PATHS &&
    value.paths.every((path) => typeof path === "string")
  );
}
