import { useLayoutEffect, useRef } from "preact/hooks";
import { chooserCloses, isAttended } from "./attention";
import type { Minutes } from "./hide/preferences";

const minute = 60_000;

/** Without a touch for this long the locker closes by itself, in milliseconds. */
const untouchedAfter = 5 * minute;

/** While it is attended, whether it still is is looked at this often, in milliseconds. */
const shortest = 1_000;

const touches = ["pointerdown", "keydown", "wheel", "input"] as const;

/**
 * Calls `lock` once nobody has touched the page for a while (`idle`), or it was left for as long as the person chose (`left`), unless it is
 * attended otherwise.
 */
export function useSelfLock(leftAfter: Minutes, lock: (why: "idle" | "left") => void): void {
  const act = useRef(lock);
  act.current = lock;
  const patience = useRef(leftAfter);
  patience.current = leftAfter;

  useLayoutEffect(() => {
    let touched = Date.now();
    let left = isLeft() ? touched : undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const touch = () => {
      touched = Date.now();
    };
    const look = () => {
      clearTimeout(timer);
      const now = Date.now();
      // A clock that was set back would leave it open for as long: the time begins anew.
      if (isAttended() || now < touched) touch();
      if (left !== undefined && (isAttended() || now < left)) left = now;
      const untouched = touched + untouchedAfter - now;
      const away = left === undefined ? Infinity : left + patience.current * minute - now;
      if (away <= 0 && !isAttended()) act.current("left");
      else if (untouched <= 0) act.current("idle");
      else timer = setTimeout(look, Math.max(Math.min(untouched, away), isAttended() ? shortest : 0));
    };
    // A phone that slept wakes its timers late: the page looks before anybody can.
    const onSight = () => {
      if (!isLeft()) {
        look();
        left = undefined;
        chooserCloses();
      } else {
        left ??= Date.now();
        look();
      }
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

/** Whether the page is out of sight: another tab or app, or a dark screen. */
function isLeft(): boolean {
  return document.visibilityState !== "visible";
}
