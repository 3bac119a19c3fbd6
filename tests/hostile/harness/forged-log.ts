import type { Insider } from "./insider";
import { resign, rewrite, type Change } from "./forge";
import type { Tamper } from "./proxy";
import { optional, serveKeyring, serveLog } from "./tampers";

/** Serves a log that the holder could have signed, with changed bodies, and a keyring whose pin allows it. */
export async function forgedLog(insider: Insider, change: Change): Promise<Tamper[]> {
  const acts = resign(insider.acts, insider.signing, change);
  return [...serveLog(acts), ...(await unpinned(insider))];
}

/** The same, where an act changes its stream. */
export async function rewrittenLog(insider: Insider, change: Change): Promise<Tamper[]> {
  return [...serveLog(rewrite(insider.acts, insider.chain, insider.signing, change)), ...(await unpinned(insider))];
}

/** The keyring without a pin beyond act 0. */
export async function unpinned(insider: Insider): Promise<Tamper[]> {
  return optional(serveKeyring(insider.version, await insider.unpinned()));
}
