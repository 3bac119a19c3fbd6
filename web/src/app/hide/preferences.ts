/** Minutes after which the locker closes once its page is left; 0 is at once. */
export type Minutes = 0 | 1 | 5;

export const minutes: readonly Minutes[] = [0, 1, 5];

/** What a person chose for this device. It says nothing about them. */
export interface Preferences {
  lockAfter: Minutes;
  /** The tab's name in place of the brand; absent where none was chosen. */
  discreet?: string;
}

const keys = { lockAfter: "lock after", discreet: "discreet" } as const;
const usual: Preferences = { lockAfter: 5 };

export function preferences(): Preferences {
  const lockAfter = minutes.find((one) => String(one) === read(keys.lockAfter)) ?? usual.lockAfter;
  const discreet = read(keys.discreet);
  return discreet === null || discreet === "" ? { lockAfter } : { lockAfter, discreet };
}

/** Keeps them on this device. `public/check.js` reads the name, so that it stands in the tab from the beginning. */
export function keepPreferences({ lockAfter, discreet }: Preferences): void {
  write(keys.lockAfter, lockAfter === usual.lockAfter ? null : String(lockAfter));
  write(keys.discreet, discreet ?? null);
}

/** For a device that isn't the person's own, and for one that they leave. */
export function forgetPreferences(): void {
  keepPreferences(usual);
}

const hidden = "hidden";

/** Whether this tab shows the neutral screen: also after the page was loaded again. */
export function isHidden(): boolean {
  try {
    return sessionStorage.getItem(hidden) !== null;
  } catch {
    return false;
  }
}

export function keepHidden(is: boolean): void {
  try {
    if (is) sessionStorage.setItem(hidden, "");
    else sessionStorage.removeItem(hidden);
  } catch {
    // Without storage the page that is loaded again begins at the door.
  }
}

function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // Storage may be refused (private window): the choice then lasts as long as the page.
  }
}
