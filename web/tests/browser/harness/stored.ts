import type { BrowserContext, Page } from "playwright-core";
import type { Notes } from "./person";

/**
 * What of a person's secrets stands in a text: the handle, groups of the card, names of papers, and the words. One of the
 * five alone may stand there by chance (the list has "language" and "arm"); two may not.
 */
export function leaks(text: string, { handle, words, numbers, groups }: Notes, papers: readonly string[]): string[] {
  const found = [handle, ...groups, ...papers, numbers.join(" ")].filter((secret) => text.includes(secret));
  const said = words.filter((word) => new RegExp(`(?<!\\p{L})${word}(?!\\p{L})`, "iu").test(text));
  return said.length > 1 ? [...found, ...said] : found;
}

/**
 * Everything that the page left on the device, as text: storage, databases (bytes read as Latin-1 and as they are), the
 * origin's own folder, caches, and cookies with their names. Cached files that the site itself gives to anybody, byte for byte, are the
 * app's code; of them the address is enough.
 */
export async function stored(page: Page, context: BrowserContext): Promise<string> {
  const inside = await page.evaluate(async () => {
    const found: unknown[] = [Object.entries(localStorage), Object.entries(sessionStorage)];
    for (const { name = "" } of await indexedDB.databases()) {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const opening = indexedDB.open(name);
        opening.onsuccess = () => {
          resolve(opening.result);
        };
        opening.onerror = () => {
          reject(opening.error ?? new Error(name));
        };
      });
      for (const store of database.objectStoreNames) {
        found.push(
          await new Promise<unknown>((resolve, reject) => {
            const all = database.transaction(store).objectStore(store).getAll();
            all.onsuccess = () => {
              resolve(all.result);
            };
            all.onerror = () => {
              reject(all.error ?? new Error(store));
            };
          }),
        );
      }
      database.close();
    }
    const walk = async (folder: FileSystemDirectoryHandle): Promise<void> => {
      for await (const [name, entry] of folder.entries()) {
        found.push(name);
        if (entry instanceof FileSystemDirectoryHandle) await walk(entry);
        else found.push(await (await (entry as FileSystemFileHandle).getFile()).text());
      }
    };
    await walk(await navigator.storage.getDirectory());
    return JSON.stringify(found, (_, value: unknown) => {
      if (value instanceof ArrayBuffer) return new TextDecoder("latin1").decode(value);
      if (ArrayBuffer.isView(value)) return new TextDecoder("latin1").decode(value);
      return value;
    });
  });
  return inside + (await cached(page, context)) + JSON.stringify(await context.cookies());
}

async function cached(page: Page, context: BrowserContext): Promise<string> {
  const kept = await page.evaluate(async () => {
    const found: { url: string; text: string }[] = [];
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const { url } of await cache.keys()) found.push({ url, text: (await (await cache.match(url))?.text()) ?? "" });
    }
    return found;
  });
  const left = kept.map(async ({ url, text }) => {
    const given = await context.request.get(url).then((answer) => answer.text(), () => undefined);
    return given === text ? url : url + text;
  });
  return (await Promise.all(left)).join("\n");
}
