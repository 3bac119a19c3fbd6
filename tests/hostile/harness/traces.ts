import type { Visit } from "../../../web/tests/browser/harness/stage";
import type { HostileProxy } from "./proxy";
import { secretsIn, secretsInBytes, type NamedSecret } from "./secrets";

/** Where a secret might be found after a session: what was sent, and what a browser keeps or tells. */
export const places = ["requests", "addresses", "storage", "history", "console", "titles"] as const;
export type PlaceOfTrace = (typeof places)[number];

/** Writes down all that one visit leaves behind, from its beginning. */
export class Traces {
  readonly #visit: Visit;
  readonly #proxy: HostileProxy;
  readonly #texts: Record<Exclude<PlaceOfTrace, "requests">, string[]> = { addresses: [], storage: [], history: [], console: [], titles: [] };
  /** Keys in the browser's database that a script could read out. */
  readonly readableKeys: string[] = [];

  constructor(visit: Visit, proxy: HostileProxy) {
    this.#visit = visit;
    this.#proxy = proxy;
    const { context } = visit;
    context.on("request", (request) => this.#texts.addresses.push(`${request.method()} ${decodeURIComponent(request.url())}`));
    context.on("console", (message) => this.#texts.console.push(message.text()));
    context.on("weberror", (error) => this.#texts.console.push(String(error.error().stack)));
  }

  /** Looks at what the browser keeps and shows now. */
  async look(): Promise<void> {
    const { page, context } = this.#visit;
    const debug = await context.newCDPSession(page);
    const { entries } = await debug.send("Page.getNavigationHistory");
    await debug.detach();
    this.#texts.history.push(...entries.map(({ url }) => decodeURIComponent(url)), await page.evaluate(() => JSON.stringify(history.state)));
    this.#texts.titles.push(...entries.map(({ title }) => title), await page.title());
    const { texts, readable } = await page.evaluate(kept);
    this.#texts.storage.push(...texts, JSON.stringify(await context.cookies()));
    this.readableKeys.push(...readable);
  }

  /** Each secret that is somewhere, by its place. */
  found(secrets: readonly NamedSecret[]): Partial<Record<PlaceOfTrace, string[]>> {
    const inTexts = Object.entries(this.#texts).map(([place, texts]) => [place, secretsInBytes(Buffer.from(texts.join("\n")), secrets)] as const);
    const all = [["requests", secretsIn(this.#proxy.record, secrets)] as const, ...inTexts];
    return Object.fromEntries(all.filter(([, names]) => names.length > 0));
  }

  /** How much there was to search. */
  get sizes(): Record<PlaceOfTrace, number> {
    const lengths = Object.entries(this.#texts).map(([place, texts]) => [place, texts.join("").length]);
    return { requests: this.#proxy.record.length, ...Object.fromEntries(lengths) } as Record<PlaceOfTrace, number>;
  }
}

/** Runs in the page: storage, databases and caches, bytes as hexadecimal. */
async function kept(): Promise<{ texts: string[]; readable: string[] }> {
  const texts: string[] = [...Object.entries(localStorage).flat(), ...Object.entries(sessionStorage).flat()];
  const readable: string[] = [];
  const seen = new Set<unknown>();
  const walk = async (value: unknown): Promise<void> => {
    if (typeof value === "string") texts.push(value);
    else if (value instanceof Blob) await walk(await value.arrayBuffer());
    else if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) {
      const bytes = value instanceof ArrayBuffer ? new Uint8Array(value) : new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
      texts.push(Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join(""), new TextDecoder().decode(bytes));
    } else if (value instanceof CryptoKey) {
      if (value.extractable) readable.push(value.algorithm.name);
    } else if (typeof value === "object" && value !== null && !seen.has(value)) {
      seen.add(value);
      const parts = value instanceof Map || value instanceof Set ? [...value].flat() : Object.entries(value).flat();
      for (const part of parts) await walk(part);
    }
  };
  const done = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error ?? new Error("no answer"));
    });
  for (const { name = "" } of await indexedDB.databases()) {
    texts.push(name);
    const database = await done(indexedDB.open(name));
    for (const store of database.objectStoreNames) {
      const all = database.transaction(store).objectStore(store);
      await walk(await Promise.all([done(all.getAllKeys()), done(all.getAll())]));
    }
    database.close();
  }
  const walkFolder = async (folder: FileSystemDirectoryHandle): Promise<void> => {
    for await (const [name, entry] of (folder as unknown as { entries: () => AsyncIterable<[string, FileSystemHandle]> }).entries()) {
      texts.push(name);
      if (entry.kind === "directory") await walkFolder(entry as FileSystemDirectoryHandle);
      else await walk(await (entry as FileSystemFileHandle).getFile());
    }
  };
  await walkFolder(await navigator.storage.getDirectory());
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      texts.push(request.url, (await (await cache.match(request))?.text()) ?? "");
    }
  }
  return { texts, readable };
}
