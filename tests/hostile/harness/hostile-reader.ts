/**
 * What runs in the frame when a paper has taken over the reader of PDFs: it tries every way out, writes down in the
 * frame's own page how each attempt ended, and says nonsense to the page around it.
 */
export function hostileReader(outside: string, home: string): string {
  // `import` stays out of the function: test runners replace it.
  return `(${reader.toString()})(${JSON.stringify(outside)}, ${JSON.stringify(home)}, (address) => import(address));`;
}

/** Attempts that must be refused, or give nothing; by the name that `reader` gives them. */
export const mustBeRefused = [
  "the page's document", "the page's address", "the page's storage", "cookies", "storage of a session", "storage", "databases", "code from text",
  "a function from text", "a script inside", "the top page", "WebRTC", "fetch here", "fetch elsewhere", "import elsewhere", "a cache",
] as const;

function reader(outside: string, home: string, load: (address: string) => Promise<unknown>): void {
  const got: Record<string, string> = {};
  const attempt = (name: string, work: () => unknown) => {
    try {
      const value = work();
      got[name] = "under way";
      if (value instanceof Promise) {
        value.then(
          (given) => (got[name] = `got ${String(given)}`),
          () => (got[name] = "refused"),
        );
      } else {
        got[name] = `got ${String(value)}`;
      }
    } catch {
      got[name] = "refused";
    }
  };
  const put = (kind: string, properties: Record<string, string>) => {
    const element = document.createElement(kind);
    for (const [key, value] of Object.entries(properties)) element.setAttribute(key, value);
    document.body.append(element);
    return element;
  };
  attempt("the page's document", () => parent.document.title);
  attempt("the page's address", () => parent.location.href);
  attempt("the page's storage", () => (parent as unknown as { localStorage: Storage }).localStorage.length);
  attempt("cookies", () => document.cookie);
  attempt("storage of a session", () => sessionStorage.length);
  attempt("storage", () => localStorage.length);
  attempt("databases", () => indexedDB.open("x"));
  attempt("a cache", () => caches.open("x"));
  attempt("code from text", () => (0, eval)("1"));
  attempt("a function from text", () => new Function("return 1")());
  attempt("a script inside", () => {
    const script = document.createElement("script");
    script.textContent = "window.inside = true";
    document.body.append(script);
    if (!("inside" in window)) throw new Error("it didn't run");
  });
  attempt("the top page", () => {
    (top as Window).location.href = `${outside}/top`;
  });
  attempt("WebRTC", () => new RTCPeerConnection({ iceServers: [{ urls: "stun:127.0.0.1:9" }] }));
  attempt("fetch here", () => fetch(`${home}/planted-fetch`, { mode: "no-cors" }));
  attempt("fetch elsewhere", () => fetch(`${outside}/fetch`, { mode: "no-cors" }));
  attempt("import elsewhere", () => load(`${outside}/import`));
  // These end in silence: what arrives is seen where it would arrive.
  for (const base of [outside, `${home}/planted`]) {
    attempt("beacon", () => navigator.sendBeacon(`${base}/beacon`, "x"));
    attempt("image", () => (new Image().src = `${base}/image`));
    attempt("socket", () => new WebSocket(`${base.replace("http", "ws")}/socket`));
    attempt("events", () => new EventSource(`${base}/events`));
    attempt("style", () => put("link", { rel: "stylesheet", href: `${base}/style` }));
    attempt("prefetch", () => put("link", { rel: "prefetch", href: `${base}/prefetch` }));
    attempt("preload", () => put("link", { rel: "preload", as: "script", href: `${base}/preload` }));
    attempt("frame", () => put("iframe", { src: `${base}/frame` }));
    attempt("object", () => put("object", { data: `${base}/object` }));
    attempt("video", () => put("video", { src: `${base}/video`, autoplay: "" }));
    attempt("font", () => void new FontFace("x", `url(${base}/font)`).load());
    attempt("form", () => (put("form", { action: `${base}/form`, method: "post" }) as HTMLFormElement).submit());
    attempt("link", () => put("a", { href: `${base}/link`, target: "_top" }).click());
    attempt("window", () => open(`${base}/window`));
  }
  attempt("dialog", () => alert("planted"));
  addEventListener("message", ({ ports: [port] }) => {
    if (port === undefined) return;
    const nonsense: unknown[] = [
      null, 7, "<img src=x>", [], { kind: "opened", pages: 1e12 }, { kind: "opened", pages: "<b>3</b>" }, { kind: "opened", pages: -1 }, { kind: "opened", pages: 1.5 },
      { kind: "shown", page: 1, width: 1e9, height: 10 }, { kind: "shown", page: {}, width: [], height: null }, { kind: "need", part: "../index.html" },
      { kind: "need", part: "constructor" }, { kind: "key", key: "__proto__" }, { kind: "close" }, { kind: { toString: null } }, "x".repeat(1_000_000),
    ];
    for (const message of nonsense) port.postMessage(message);
    setTimeout(() => {
      document.body.append(Object.assign(document.createElement("pre"), { id: "got", textContent: JSON.stringify(got) }));
    }, 1000);
  });
  parent.postMessage({ kind: "opened", pages: 3 }, "*");
  parent.postMessage("ready", "*");
}
