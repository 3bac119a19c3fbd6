import type { Api } from "../http/api";
import type { Remote } from "../world";

/**
 * The address that is mixed into the words' salt and printed in the card's QR code: the one that the person uses, never one that
 * the server alone names. On loopback any port is the same place: the server may listen elsewhere than where it began.
 */
export async function saltOrigin(api: Api, world: Remote): Promise<string> {
  if (!isLoopback(world.origin)) return world.origin;
  const { origin } = await api.server();
  return isLoopback(origin) ? origin : world.origin;
}

function isLoopback(origin: string): boolean {
  if (!URL.canParse(origin)) return false;
  const { hostname } = new URL(origin);
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(hostname);
}
