import { onlyTab } from "./device/tabs";
import type { Surroundings } from "./world";

/** A machine that keeps nothing, has no other tab and isn't woken. */
export const alone: Surroundings = {
  openStore: () => Promise.resolve(null),
  tabs: onlyTab,
  later: (milliseconds, action) => {
    const timer = setTimeout(action, milliseconds);
    return () => {
      clearTimeout(timer);
    };
  },
  onOnline: () => () => undefined,
  hear: () => () => undefined,
  room: () => Promise.resolve(null),
  folder: () => Promise.resolve(null),
};
