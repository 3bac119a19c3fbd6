import { ArmoireError, type People } from "../../bridge/bridge";
import type { Around } from "../ways/context";

/** What the page may do with other people, of an open locker. It comes when it is used. */
export function peopleOf({ opened }: Around): People {
  if (opened.isClosed) throw new ArmoireError("locked");
  return new Proxy({} as People, {
    get: () => () => Promise.reject(new ArmoireError("internal")),
  });
}
