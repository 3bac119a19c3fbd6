import { scriptAddress } from "../bridge/script";
import type { Message } from "../service/scope";

/** How long a new build may take to take over, in milliseconds; the one that is here starts otherwise. */
const PATIENCE = 2_000;

/**
 * Keeps the app's own files on this device (`src/service`), where it is a person's own: from then on it starts without a
 * network. Browsers that can't go on as without it.
 */
export async function keepShell(): Promise<void> {
  const service = serviceWorkers();
  // A build that is to be without it.
  if (service === undefined || import.meta.env.VITE_OFFLINE === "no") return;
  try {
    const before = await service.getRegistration();
    const registration = await service.register(scriptAddress("service"), { scope: "/", updateViaCache: "none" });
    const { active } = await service.ready;
    if (active !== null) tellLoaded(active);
    // Whether there is a newer build is asked now, and not when the browser gets to it: it is there at the next start.
    if (before !== undefined) await registration.update();
  } catch {
    // A private window, or a device that is full: it starts with a network as before.
  }
}

/** What has been loaded since goes to the files that are kept: the reader of PDFs, say, once a paper needs it here. */
export async function keepLoaded(): Promise<void> {
  const registration = await serviceWorkers()?.getRegistration().catch(() => undefined);
  if (registration?.active) tellLoaded(registration.active);
}

/** The device keeps no file of the app any more, but for what its browser keeps of any page. */
export async function forgetShell(): Promise<void> {
  try {
    const registration = await serviceWorkers()?.getRegistration();
    await registration?.unregister();
    for (const name of await caches.keys()) await caches.delete(name);
  } catch {
    // Nothing could be kept here either.
  }
}

/**
 * At the very start, before anything is shown: a newer build that waits on this device takes over if no other page is open, and
 * the page has to begin again with it. Tells whether this page may go on.
 */
export async function isNewest(): Promise<boolean> {
  const service = serviceWorkers();
  if (!service?.controller) return true;
  const waiting = (await service.getRegistration().catch(() => undefined))?.waiting;
  if (!waiting) return true;
  const changed = new Promise<false>((resolve) => {
    service.addEventListener("controllerchange", () => {
      resolve(false);
    });
  });
  const late = new Promise<true>((resolve) => {
    setTimeout(resolve, PATIENCE, true);
  });
  const answered = ask(waiting, { kind: "take over" }).then((taken) => (taken === true ? changed : true));
  return Promise.race([answered, late]);
}

function tellLoaded(worker: ServiceWorker): void {
  const paths = performance.getEntriesByType("resource").flatMap(({ name }) => (name.startsWith(`${location.origin}/`) ? [new URL(name).pathname] : []));
  const message: Message = { kind: "loaded", paths: [...new Set(paths)].slice(0, 500) };
  worker.postMessage(message);
}

function ask(worker: ServiceWorker, message: Message): Promise<unknown> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = ({ data }) => {
      resolve(data);
    };
    worker.postMessage(message, [port2]);
  });
}

/** Absent in old browsers, and in some private windows. */
function serviceWorkers(): ServiceWorkerContainer | undefined {
  return (navigator as { serviceWorker?: ServiceWorkerContainer }).serviceWorker;
}
