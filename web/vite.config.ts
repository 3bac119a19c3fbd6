import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { defineConfig, type Plugin } from "vite";
import type { Build } from "./src/service/build";
import { beforeStart } from "./src/languages/before";
import { wholeParts } from "./src/parts/whole-parts";

// What the server sends in production (src/server/http); here so that `vite preview` shows the same page.
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "frame-src 'self'",
  "connect-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob:",
  "font-src 'self'",
  "media-src 'self' blob:",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types armoire",
].join("; ");

/** The frame in which papers are read has a policy of its own, as src/server/http/headers.rs states it. */
const framePolicy: Plugin = {
  name: "frame-policy",
  configurePreviewServer({ middlewares }) {
    middlewares.use("/viewer", (_, answer, next) => {
      const set = answer.setHeader.bind(answer);
      answer.setHeader = (name, value) => set(name, name.toLowerCase() === "content-security-policy" ? policyOfFrame() : value);
      next();
    });
  },
};

/** pdf.js's worker must run as a plain script (src/app/viewer/frame/pdf-worker.ts), which has no `import.meta`. */
const plainScript: Plugin = {
  name: "plain-script",
  transform: (code, id) => (id.includes("pdf.worker") ? code.replaceAll("import.meta.url", '""') : undefined),
};

function policyOfFrame(): string {
  const source = readFileSync(new URL("../src/server/http/headers.rs", import.meta.url), "utf8");
  const [, text = ""] = /FRAME_POLICY[^"]*"([^"]*)"/.exec(source) ?? [];
  return text.replaceAll(/\\\n\s*/g, "");
}

/** Parts that many people never need: the reader of PDFs, archives, the camera's decoder, other people and what is done with them. They are kept once they were used. */
const whenUsed = /\/(pdf|pdf-worker|reader|jbig2|openjpeg|Foxit\w*|index-file|read|write|decoder|card-picture|others|people|letters|inbox|unwanted|meetings|loss|lost|part|arabic|english)-[\w-]+\.\w+$/;

/** The service worker knows each file of its build by its hash. `VITE_OFFLINE=no` makes a build that is rid of it. */
const listOfFiles: Plugin = {
  name: "list-of-files",
  apply: "build",
  writeBundle: ({ dir }) => {
    const script = join(dir ?? "dist", "service.js");
    const build = process.env["VITE_OFFLINE"] === "no" ? null : buildIn(dir ?? "dist");
    writeFileSync(script, `const BUILD=${JSON.stringify(build)};\n${readFileSync(script, "utf8")}`);
  },
};

function buildIn(folder: string): Build {
  const files: Record<string, string> = {};
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true }).sort(byPlace)) {
    const file = join(entry.parentPath, entry.name);
    const path = `/${relative(folder, file)}`;
    if (!entry.isFile() || path === "/service.js" || path.startsWith("/.vite/")) continue;
    files[path === "/index.html" ? "/" : path] = `sha256-${createHash("sha256").update(readFileSync(file)).digest("base64")}`;
  }
  return { id: hashOf(JSON.stringify(files)), files, first: Object.keys(files).filter((path) => !whenUsed.test(path)) };
}

function hashOf(content: string | Buffer): string {
  return createHash("sha256").update(content).digest("hex").slice(0, 16);
}

function byPlace(one: { parentPath: string; name: string }, other: { parentPath: string; name: string }): number {
  return join(one.parentPath, one.name) < join(other.parentPath, other.name) ? -1 : 1;
}

const server = process.env["SERVER_ADDRESS"] ?? "http://127.0.0.1:8080";

/** Puts what is said before any language is chosen into the page. */
const beforeStartSentences: Plugin = {
  name: "before-start",
  transformIndexHtml: {
    order: "pre",
    handler: (html) => {
      const { missing, noscript } = beforeStart();
      return html.replace(/<!-- before the start:.*-->/, missing + noscript);
    },
  },
};

export default defineConfig({
  base: "/",
  // Its policy is kept with it: a new policy is a new address.
  define: { "import.meta.env.FRAME_HASH": JSON.stringify(hashOf(readFileSync(new URL("./public/viewer/frame.html", import.meta.url), "utf8") + policyOfFrame())) },
  plugins: [framePolicy, beforeStartSentences, wholeParts(), listOfFiles],
  build: {
    outDir: "dist",
    target: "es2022",
    // Nothing becomes a data: address or an inline script: the policy above would refuse it.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
    manifest: true,
    rolldownOptions: {
      input: ["index.html", "src/service/main.ts"],
      // Its address is its scope: it stands at the root, under a name that never changes.
      output: { entryFileNames: ({ facadeModuleId }) => (facadeModuleId?.endsWith("/src/service/main.ts") === true ? "service.js" : "assets/[name]-[hash].js") },
    },
  },
  worker: {
    format: "es",
    plugins: () => [plainScript, wholeParts()],
    // What the worker needs first comes in few files: on a slow line each one costs a round trip.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // The closed door, with all that it stands on.
            { name: "vault", test: /src\/worker\/(browser-world|serve|vault)\.ts$/ },
            // Whoever comes in, by whatever way, needs all of it.
            { name: "opening", test: /src\/(protocol\/(account\/(card|keyring|recipient|slot-key)|act\/(act|frame)|to)|worker\/(inside|account\/(origin|ways-in)|http\/download|locker\/(open-locker|rotation)))\.ts$/ },
          ],
        },
      },
    },
  },
  server: { proxy: { "/api": { target: server, changeOrigin: false } } },
  preview: {
    proxy: { "/api": { target: server, changeOrigin: false } },
    headers: {
      "Content-Security-Policy": contentSecurityPolicy,
      "Referrer-Policy": "no-referrer",
      "X-Content-Type-Options": "nosniff",
    },
  },
});
