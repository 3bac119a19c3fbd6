import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const webPackage = fileURLToPath(new URL("../../web/package.json", import.meta.url));

/** What these tests import lies in web/node_modules, which isn't above them. */
const webPackages = {
  name: "web-packages",
  enforce: "pre",
  resolveId(this: Resolver, source: string, importer: string | undefined) {
    const bare = /^[@a-z]/.test(source) && !source.startsWith("node:");
    return bare && importer?.startsWith(here) ? this.resolve(source, webPackage, { skipSelf: true }) : undefined;
  },
} as const;

interface Resolver {
  resolve(source: string, importer: string, options: { skipSelf: true }): Promise<unknown>;
}

export default {
  root: here,
  plugins: [webPackages],
  server: { fs: { strict: false } },
  test: {
    environment: "node",
    include: ["*.test.ts"],
    // Each file has a server, a proxy and a holder of its own.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 300_000,
  },
};
