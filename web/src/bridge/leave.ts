/** Whether the session ends with the page: nothing is kept here of whoever is in. */
let passes = false;

/** Says whether it does, from now on. */
export function endWithPage(does: boolean): void {
  passes = does;
}

/**
 * First of all when the page goes, before anything on it is taken away: ends a session that passes with it, since the worker may be gone
 * before it could. Best effort, without an answer; a session that is over already stays over.
 */
export function leave(): void {
  if (!passes) return;
  void fetch("/api/v1/session", { method: "DELETE", keepalive: true, credentials: "same-origin", cache: "no-store" }).catch(() => undefined);
}
