import { endingsOf } from "../papers/kinds";
import { fileName } from "../papers/names";
import type { OpenedPaper } from "./opened";

/** Saves an opened paper on this device, under a name whose ending says what its bytes are. */
export function savePaper(name: string, opened: OpenedPaper & { step: "open" }): void {
  const link = document.createElement("a");
  link.href = opened.address;
  link.download = fileName(name, endingsOf(opened.kind));
  link.click();
}
