import { defineConfig } from "vite";

// What the server sends in production (src/server/http); here so that `vite preview` shows the same page.
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
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

const server = process.env["SERVER_ADDRESS"] ?? "http://127.0.0.1:8080";

export default defineConfig({
  base: "/",
  build: {
    outDir: "dist",
    target: "es2022",
    // Nothing becomes a data: address or an inline script: the policy above would refuse it.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
    manifest: true,
  },
  worker: { format: "es" },
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
