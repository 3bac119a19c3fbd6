let asked = false;

/** Asks the browser, once, not to clear what is kept on this device; a worker can't. What it answers changes nothing here. */
export function askToPersist(): void {
  if (asked) return;
  asked = true;
  const { storage } = globalThis.navigator as { storage?: Partial<StorageManager> };
  storage?.persist?.().catch(() => false);
}
