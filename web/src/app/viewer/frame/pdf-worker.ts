// pdf.js's worker, silenced: what it says about a paper may hold words of it. It runs as a plain script, since Chromium
// starts no module worker from a blob: address of an opaque origin.
import "pdfjs-dist/legacy/build/pdf.worker.min.mjs";
import { LEFT_OUT, quiet } from "./quiet";

quiet();
// The one warning that a person should know of becomes a message that pdf.js itself ignores.
console.warn = (said: unknown) => {
  if (String(said).includes("Image exceeded maximum allowed size")) postMessage(LEFT_OUT);
};
