import { useLayoutEffect } from "preact/hooks";

/** While this is on the screen, the browser asks before it leaves the page: something would be lost. */
export function useDeparture(loses = true): void {
  useLayoutEffect(() => {
    if (!loses) return undefined;
    const ask = (departure: BeforeUnloadEvent) => {
      departure.preventDefault();
    };
    addEventListener("beforeunload", ask);
    return () => {
      removeEventListener("beforeunload", ask);
    };
  }, [loses]);
}
