import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { build, preview } from "vite";

/** A running site and its end. */
export interface Site {
  origin: string;
  stop: () => Promise<void>;
}

const web = fileURLToPath(new URL("../../..", import.meta.url));

/** There is no worker behind the fake bridge. */
const noWorker = "\0no-worker";

/** Builds the app as it ships, but for the bridge, which leads to the fake; serves it with the server's own policy. */
export async function startFakeSite(): Promise<Site> {
  const out = await mkdtemp(join(tmpdir(), "armoire-fake-"));
  await build({
    root: web,
    logLevel: "error",
    build: { outDir: out, emptyOutDir: true },
    plugins: [
      {
        name: "fake-bridge",
        enforce: "pre",
        resolveId: (source) => {
          if (source.endsWith("/bridge/client")) return join(web, "tests/browser/fake/client.ts");
          return source.endsWith("/worker/main.ts?worker&url") ? noWorker : undefined;
        },
        load: (id) => (id === noWorker ? `export default "/none.js";` : undefined),
      },
    ],
  });
  const server = await preview({ root: web, logLevel: "error", build: { outDir: out }, preview: { port: 0, host: "localhost", allowedHosts: ["armoire.test"] } });
  const address = server.httpServer.address();
  if (address === null || typeof address === "string") throw new Error("the preview has no port");
  return {
    origin: `http://localhost:${String(address.port)}`,
    stop: async () => {
      await server.close();
      await rm(out, { recursive: true, force: true });
    },
  };
}
