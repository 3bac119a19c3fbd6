/** What `vite.config.ts` writes in front of this script: the files of one build, and nothing of any other. */
export interface Build {
  /** Changes with any byte of any file. */
  id: string;
  /** Every file of the app by its path on the server, with its hash as `integrity` has it. */
  files: Readonly<Record<string, string>>;
  /** Those without which the app can't start; the others come when they are first used. */
  first: readonly string[];
}

const pages = "/";

/** The file that a request means; absent where the network answers: anything of the interface, or of no build. */
export function fileOf(build: Build, origin: string, request: Pick<Request, "method" | "mode" | "url">): string | undefined {
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== origin || address.pathname.startsWith("/api/")) return undefined;
  const isFile = address.pathname.split("/").at(-1)?.includes(".") === true;
  const path = request.mode === "navigate" && !isFile ? pages : address.pathname;
  return Object.hasOwn(build.files, path) ? path : undefined;
}
