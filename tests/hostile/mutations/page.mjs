// Checks that only a browser meets: of the page and its frame ("page"), and of the server's headers ("headers"). `find` must
// stand in the file exactly once.
const at = (file) => `web/src/${file}`;
const headers = "src/server/http/headers.rs";

export const page = [
  { row: 25, client: "headers", removes: "no inline script runs in the page", file: headers, find: `"default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \\\n    img-src`, replace: `"default-src 'none'; script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'; style-src 'self'; \\\n    img-src` },
  { row: 25, client: "headers", removes: "no text becomes a script by mistake", file: headers, find: `base-uri 'none'; require-trusted-types-for 'script'; trusted-types armoire"`, replace: `base-uri 'none'; trusted-types armoire"` },
  { row: 25, client: "page", removes: "names are text", file: at("app/components/name.tsx"), find: "{displayName(of)}", replace: `<span ref={(span) => { span?.replaceChildren(document.createRange().createContextualFragment(displayName(of))); }} />` },
  { row: 26, client: "headers", removes: "the frame has no network", file: headers, find: `"sandbox allow-scripts; default-src 'none'; connect-src 'none'; \\`, replace: `"sandbox allow-scripts; default-src *; connect-src *; \\` },
  { row: 26, client: "page", removes: "the frame is sandboxed", file: at("app/viewer/pdf-frame.ts"), find: `setAttribute("sandbox", "allow-scripts")`, replace: `setAttribute("sandbox", "allow-scripts allow-same-origin allow-popups allow-modals")` },
  { row: 26, client: "page", removes: "a frame that doesn't answer is ended", file: at("app/viewer/pdf-frame.ts"), find: `else this.#end("slow");`, replace: "" },
  { row: 26, client: "page", removes: "a frame that went elsewhere is ended", file: at("app/viewer/pdf-frame.ts"), find: `if (loads > 1) this.#end("broken");`, replace: `if (loads > 1) return;` },
  { row: 26, client: "page", removes: "what the frame says is within bounds", file: at("app/viewer/messages.ts"), find: `return typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= most;`, replace: "return value !== undefined || most < 0;" },
  { row: 26, client: "page", removes: "a picture is measured before it is decoded", file: at("app/viewer/picture.tsx"), find: "if (isDrawable(size)) setState", replace: "if (isDrawable(size) || size !== undefined) setState" },
  { row: 26, client: "page", removes: "only pictures and PDFs are drawn", file: at("app/papers/kinds.ts"), find: `["jpeg", "png", "gif", "webp", "avif"].includes(kind)`, replace: `["jpeg", "png", "gif", "webp", "avif", "text"].includes(kind)` },
  { row: 31, client: "page", removes: "payloads are padded", file: at("protocol/padding.ts"), find: "  return Math.ceil(least / step) * step;", replace: "  void step;\n  return least;" },
  { row: 35, client: "page", removes: "an invitation leaves the address at once", file: at("app/people/invitation.ts"), find: `  history.replaceState(history.state, "", location.pathname);\n`, replace: "" },
  { row: 35, client: "page", removes: "titles say no name", file: at("app/components/screen.tsx"), find: "lockable ? texts.brand : ", replace: "" },
  { row: 35, client: "page", removes: "the console is told nothing", file: at("app/viewer/pdf.tsx"), find: `const { texts } = useSetting();\n  const [typed, setTyped] = useState("");`, replace: `const { texts } = useSetting();\n  const [typed, setTyped] = useState("");\n  console.log(typed);` },
];
