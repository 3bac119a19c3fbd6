/** What `public/check.js` leaves on the page, to speak where the page itself can't. */
interface Start {
  may: () => boolean;
  done: () => void;
  workerless: () => void;
}

declare global {
  // Absent in tests that don't load the page.
  var armoireStart: Start | undefined;
}

/** Whether this browser has what the page needs; it was told otherwise before. */
export function mayStart(): boolean {
  return globalThis.armoireStart?.may() !== false;
}

/** The first screen is there: refusals are said by the page from now on. */
export function hasStarted(): void {
  globalThis.armoireStart?.done();
}

/** Nothing works without the worker: the page gives way to what says so in every language. */
export function cannotStart(): void {
  globalThis.armoireStart?.workerless();
}
