/**
 * Ends the session while the page goes: the worker may be gone before it could. Best effort, without an answer; a session
 * that is over already stays over.
 */
export function endSession(): void {
  void fetch("/api/v1/session", { method: "DELETE", keepalive: true, credentials: "same-origin", cache: "no-store" }).catch(() => undefined);
}
