/** What a link's address has after `#`. */
const begin = "#/invite/";

/**
 * An invitation in the address, as a link brings it: taken from the address bar at once, so that it is neither seen nor kept in the
 * history of steps. What it says is read by the worker once a locker is open.
 */
export function takeInvitation(): string | undefined {
  const { hash, href } = location;
  if (!hash.startsWith(begin)) return undefined;
  history.replaceState(history.state, "", location.pathname);
  return href;
}
