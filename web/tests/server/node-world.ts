import type { World } from "../../src/worker/world";

/** Lets a test stand between the vault and the server: `fetch` and uploads pass through it. */
export type Between = (path: string, request: RequestInit, send: (request: RequestInit) => Promise<Response>) => Promise<Response>;

/** A browser's part, in Node: it keeps the cookie and says where the page came from. */
export class NodeWorld implements World {
  readonly origin: string;
  between: Between = (_path, request, send) => send(request);
  /** What was sent, for tests that search it. */
  readonly sent: { path: string; request: RequestInit }[] = [];
  #cookie = "";

  constructor(origin: string) {
    this.origin = origin;
  }

  now(): number {
    return Date.now();
  }

  fetch(path: string, request: RequestInit): Promise<Response> {
    return this.between(path, request, async (passed) => {
      this.sent.push({ path, request: passed });
      const headers = new Headers(passed.headers);
      headers.set("Origin", this.origin);
      if (this.#cookie !== "") headers.set("Cookie", this.#cookie);
      const response = await fetch(this.origin + path, { ...passed, headers });
      const [cookie] = response.headers.getSetCookie();
      if (cookie !== undefined) this.#cookie = cookie.split(";", 1)[0] ?? "";
      return response;
    });
  }

  async upload(path: string, headers: Record<string, string>, body: Uint8Array<ArrayBuffer>, progress: (sent: number) => void): Promise<Response> {
    const response = await this.fetch(path, { method: "PUT", headers, body });
    progress(body.length);
    return response;
  }
}
