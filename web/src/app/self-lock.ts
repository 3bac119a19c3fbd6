import { useEffect, useRef } from "preact/hooks";
import { chooserCloses, isAttended } from "./attention";

/** Without a touch for this long the locker closes by itself, in milliseconds; a page that is hidden isn't touched. */
export const selfLockAfter = 5 * 60_000;

const touches = ["pointerdown", "keydown", "wheel", "input"] as const;

/** Calls `lock` once nobody has touched the page for a while, unless it is attended otherwise. */
export function useSelfLock(lock: () => void): void {
  const act = useRef(lock);
  act.current = lock;

  useEffect(() => {
    let touched = Date.now();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const touch = () => {
      touched = Date.now();
    };
    const look = () => {
      clearTimeout(timer);
      // A clock that was set back would leave it open for as long: the time begins anew.
      if (isAttended() || Date.now() < touched) touch();
      const left = touched + selfLockAfter - Date.now();
      if (left <= 0) act.current();
      else timer = setTimeout(look, left);
    };
    // A phone that slept wakes its timers late: the page looks before anybody can.
    const onSight = () => {
      if (document.visibilityState !== "visible") return;
      look();
      chooserCloses();
    };
    // Where a chooser that is given up tells nobody, the next touch of the page says that it is gone.
    const onTouch = () => {
      chooserCloses();
      touch();
    };
    for (const kind of touches) addEventListener(kind, onTouch, { capture: true, passive: true });
    document.addEventListener("visibilitychange", onSight);
    addEventListener("focus", onSight);
    look();
    return () => {
      clearTimeout(timer);
      for (const kind of touches) removeEventListener(kind, onTouch, { capture: true });
      document.removeEventListener("visibilitychange", onSight);
      removeEventListener("focus", onSight);
    };
  }, []);
}
