import { utf8 } from "../bytes";
import * as limits from "../limits";

/** Whether a text is plausibly a published (hybrid) age recipient; age itself reads the rest when it seals. */
export function isPublishedRecipient(text: string): boolean {
  return text.startsWith("age1pq1") && text.length <= limits.RECIPIENT && utf8(text).length <= limits.RECIPIENT;
}
