/** Pages that have the same account open: what they say to each other, and which of them works for all. */
export interface Tabs {
  /** To every other tab; plain data. */
  post(message: unknown): void;
  listen(listener: (message: unknown) => void): void;
  /** Waits until this tab is the only one that leads, and leads until `signal`. */
  lead(signal: AbortSignal, work: () => Promise<void>): Promise<void>;
  close(): void;
}

/** Where a browser has no means to tell: this tab does everything itself. */
export function onlyTab(): Tabs {
  return {
    post: () => undefined,
    listen: () => undefined,
    lead: (_signal, work) => work(),
    close: () => undefined,
  };
}

/** Web Locks and a BroadcastChannel of one name. */
export function browserTabs(locks: LockManager, name: string): Tabs {
  const channel = new BroadcastChannel(name);
  return {
    post: (message) => {
      channel.postMessage(message);
    },
    listen: (listener) => {
      channel.addEventListener("message", (event: MessageEvent<unknown>) => {
        listener(event.data);
      });
    },
    lead: async (signal, work) => {
      try {
        await locks.request(name, { signal }, work);
      } catch (error) {
        // Given up while it waited.
        if (!signal.aborted) throw error;
      }
    },
    close: () => {
      channel.close();
    },
  };
}
