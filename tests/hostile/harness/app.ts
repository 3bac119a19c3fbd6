import { existsSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import type { HostileProxy } from "./proxy";

/**
 * Lets the proxy give out the web app of `ARMOIRE_HOSTILE_WEB` in place of the server's own, under the server's own
 * headers: a check removed from the page is met by a real browser.
 */
export function serveApp(proxy: HostileProxy): void {
  const folder = process.env["ARMOIRE_HOSTILE_WEB"];
  if (folder === undefined) return;
  proxy.app = (path) => {
    const [bare = "/"] = path.split("?");
    const file = join(folder, extname(bare) === "" ? "index.html" : bare);
    if (!existsSync(file)) return undefined;
    return { body: new Uint8Array(readFileSync(file)), type: types[extname(file)] ?? "application/octet-stream" };
  };
}

const types: Partial<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
};
