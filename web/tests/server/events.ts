import type { ArmoireEvent } from "../../src/bridge/bridge";
import type { Vault } from "../../src/worker/vault";

/** Waits for an event of the vault that holds; only events from now on count. */
export function until(vault: Vault, holds: (event: ArmoireEvent) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const stop = vault.watch((event) => {
      if (!holds(event)) return;
      stop();
      resolve();
    });
  });
}

/** Everything that this device kept has been sent. */
export const nothingWaits = (event: ArmoireEvent) => event.kind === "outgoing" && event.papers.length === 0;
