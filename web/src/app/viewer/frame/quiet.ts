/** Silences the console: what the reader says about a paper may hold words of it. */
export function quiet(): void {
  for (const method of ["log", "info", "warn", "error", "debug"] as const) console[method] = () => undefined;
}

/** What the worker says when it leaves out an image that is larger than `maxImageSize`. */
export const LEFT_OUT = "left out";
