import type { Place } from "../../protocol/seal";

/** Where something of this device belongs: what was sealed as one thing opens as no other. */
export function profilePlace(...part: (string | number)[]): Place {
  return { context: "profile", profile: "browser", part: part.join("/") };
}
