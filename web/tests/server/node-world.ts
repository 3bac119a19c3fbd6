import { alone } from "../../src/worker/alone";
import type { Store } from "../../src/worker/device/store";
import { onlyTab, type Tabs } from "../../src/worker/device/tabs";
import type { Hearing, World } from "../../src/worker/world";

/** Lets a test stand between the vault and the server: `fetch` and uploads pass through it. */
export type Between = (path: string, request: RequestInit, send: (request: RequestInit) => Promise<Response>) => Promise<Response>;

/** A browser's part, in Node: it keeps the cookie and says where the page came from. */
export class NodeWorld implements World {
  readonly origin: string;
  between: Between = (_path, request, send) => send(request);
  /** What was sent, for tests that search it. */
  readonly sent: { path: string; request: RequestInit }[] = [];
  /** What the device keeps; nothing, unless a test gives it a store. */
  openStore: () => Promise<Store | null> = alone.openStore;
  tabs: (account: string) => Tabs = onlyTab;
  readonly later = alone.later;
  readonly onOnline = alone.onOnline;
  readonly room = alone.room;
  readonly folder = alone.folder;
  #cookie = "";

  constructor(origin: string) {
    this.origin = origin;
  }

  hear: (path: string, listener: Hearing) => () => void = alone.hear;
  /** Connections that wait for events, as the browser's `EventSource` would make them. */
  streams = 0;
  #begun: () => void = () => undefined;
  readonly #hearing = new Promise<void>((resolve) => {
    this.#begun = resolve;
  });

  /** From now on it hears what the server says. */
  hears(): void {
    this.hear = (path, listener) => {
      this.streams += 1;
      const stop = new AbortController();
      this.#listen(path, listener, stop.signal).catch(() => undefined);
      return () => {
        stop.abort();
      };
    };
  }

  /** Waits until the server has said something. */
  hearing(): Promise<void> {
    return this.#hearing;
  }

  async #listen(path: string, listener: Hearing, signal: AbortSignal): Promise<void> {
    const response = await this.fetch(path, { method: "GET", signal });
    let text = "";
    for await (const part of response.body ?? []) {
      text += new TextDecoder().decode(part);
      const messages = text.split("\n\n");
      text = messages.pop() ?? "";
      for (const message of messages) {
        const fields = new Map(message.split("\n").map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1).trim()]));
        const [name, data] = [fields.get("event"), fields.get("data")];
        if (name !== undefined && data !== undefined && listener.events.includes(name)) listener.event(name, data);
        this.#begun();
      }
    }
  }

  /** Tabs of one browser have one cookie. */
  takeCookieOf(other: NodeWorld): void {
    this.#cookie = other.#cookie;
  }

  now(): number {
    return Date.now();
  }

  fetch(path: string, request: RequestInit): Promise<Response> {
    return this.between(path, request, async (passed) => {
      this.sent.push({ path, request: passed });
      const headers = new Headers(passed.headers);
      headers.set("Origin", this.origin);
      const apart = passed.credentials === "omit";
      if (this.#cookie !== "" && !apart) headers.set("Cookie", this.#cookie);
      const response = await fetch(this.origin + path, { ...passed, headers });
      const [cookie] = response.headers.getSetCookie();
      if (cookie !== undefined && !apart) this.#cookie = cookie.split(";", 1)[0] ?? "";
      return response;
    });
  }
}
