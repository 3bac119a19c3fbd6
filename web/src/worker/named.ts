import { ArmoireError } from "../bridge/bridge";
import { isId, type Id } from "../protocol/id";

/** What a page names by its id; `not_found` for what can't be one. */
export function asId(text: unknown): Id {
  if (!isId(text)) throw new ArmoireError("not_found");
  return text;
}
