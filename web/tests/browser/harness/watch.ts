import type { BrowserContext } from "playwright-core";

/** What must never happen while a person uses the page. */
export interface Watch {
  /** Errors on the console, uncaught exceptions, refusals of the content security policy. */
  errors: string[];
  /** Requests to any other origin. */
  elsewhere: string[];
  /** Bytes received by path, as they came over the network: known a moment after the answer, and of some never. */
  received: Map<string, number>;
}

/** Watches every page of a context from now on. `expected` are console lines that the journey provokes. */
export function watch(context: BrowserContext, origin: string, expected: readonly RegExp[] = []): Watch {
  const seen: Watch = { errors: [], elsewhere: [], received: new Map() };
  const report = (line: string) => {
    if (!expected.some((pattern) => pattern.test(line))) seen.errors.push(line);
  };
  context.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") report(`${message.type()}: ${message.text()}`);
  });
  context.on("weberror", (error) => {
    report(`uncaught: ${error.error().message}`);
  });
  context.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(`${origin}/`) && !url.startsWith("blob:")) seen.elsewhere.push(url);
  });
  context.on("requestfinished", (request) => {
    void request.sizes().then(
      ({ responseBodySize }) => seen.received.set(new URL(request.url()).pathname, responseBodySize),
      () => undefined,
    );
  });
  return seen;
}
