import { readFileSync } from "node:fs";
import { defineConfig, type Plugin } from "vite";
import { beforeStart } from "./src/languages/before";

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
  plugins: [framePolicy, beforeStartSentences],
  build: {
    outDir: "dist",
    target: "es2022",
    // Nothing becomes a data: address or an inline script: the policy above would refuse it.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
    manifest: true,
  },
  worker: { format: "es", plugins: () => [plainScript] },
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
