/** Silences the console: what the reader says about a paper may hold words of it. */
export function quiet(): void {
  for (const method of ["log", "info", "warn", "error", "debug"] as const) console[method] = () => undefined;
}

/** What the worker says when it leaves out an image that is larger than `maxImageSize`. */
export const LEFT_OUT = "left out";

/**
 * The reader's worker, silenced as well. The one warning that a person should know of comes out as a message that the
 * reader itself ignores.
 */
export function workerScript(script: ArrayBuffer): Blob {
  const prologue = `
    for (const method of ["log", "info", "error", "debug"]) console[method] = () => undefined;
    console.warn = (said) => {
      if (String(said).includes("Image exceeded maximum allowed size")) postMessage("${LEFT_OUT}");
    };
  `;
  return new Blob([prologue, script], { type: "text/javascript" });
}
