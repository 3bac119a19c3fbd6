import { useLayoutEffect, useRef } from "preact/hooks";

/** Calls `hide` when Escape is pressed twice, with nothing else between; while `works`. */
export function useQuickHide(works: boolean, hide: () => void): void {
  const act = useRef(hide);
  act.current = hide;

  // With the screen, not after it: the first key counts.
  useLayoutEffect(() => {
    if (!works) return undefined;
    let once = false;
    const onKey = (key: KeyboardEvent) => {
      // A key that is held down is one press.
      if (key.repeat) return;
      const isEscape = key.key === "Escape";
      if (isEscape && once) act.current();
      once = isEscape && !once;
    };
    const onTouch = () => {
      once = false;
    };
    addEventListener("keydown", onKey, { capture: true });
    addEventListener("pointerdown", onTouch, { capture: true, passive: true });
    return () => {
      removeEventListener("keydown", onKey, { capture: true });
      removeEventListener("pointerdown", onTouch, { capture: true });
    };
  }, [works]);
}
