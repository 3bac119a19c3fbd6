import { ArmoireError } from "../../bridge/bridge";

/** For `catch`: nothing, where the server has no such account any more; any other refusal goes on. */
export function noneIfGone(error: unknown): undefined {
  if (!(error instanceof ArmoireError && error.code === "not_found")) throw error;
  return undefined;
}
