import { fileOf, type Build } from "./build";
import { Copy } from "./copy";
import { isMessage, type Scope } from "./scope";

/**
 * The service worker: keeps the app's own files on a person's own device, so that it starts without a network and asks for
 * no code again. All of them are of one build. Nothing of the interface, and nothing of a person, passes through here.
 *
 * `null` is a build that is to be without it: then it removes itself, and what it kept.
 */
declare const BUILD: Build | null;

const scope = globalThis as unknown as Scope;
const copy = BUILD === null ? undefined : new Copy(BUILD, scope);

scope.addEventListener("install", (event) => {
  event.waitUntil(copy === undefined ? scope.skipWaiting() : copy.begin());
});

scope.addEventListener("activate", (event) => {
  event.waitUntil(copy === undefined ? leave() : copy.replaceOthers());
});

scope.addEventListener("fetch", (event) => {
  const path = BUILD === null ? undefined : fileOf(BUILD, scope.location.origin, event.request);
  if (path !== undefined && copy !== undefined) event.respondWith(copy.answer(path, event.request));
});

scope.addEventListener("message", (event) => {
  const { data, ports } = event;
  if (!isMessage(data)) return;
  if (data.kind === "loaded") event.waitUntil(copy?.keepLoaded(data.paths) ?? Promise.resolve());
  else event.waitUntil(takeOver().then((taken) => ports[0]?.postMessage(taken)));
});

/** A new build takes over when the page that asks is the only one: no page ever gets files of two. */
async function takeOver(): Promise<boolean> {
  const pages = await scope.clients.matchAll({ type: "window", includeUncontrolled: true });
  if (pages.length !== 1) return false;
  await scope.skipWaiting();
  return true;
}

async function leave(): Promise<void> {
  for (const name of await scope.caches.keys()) await scope.caches.delete(name);
  await scope.registration.unregister();
}
