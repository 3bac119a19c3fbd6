import { useEffect, useState } from "preact/hooks";

/** The time, looked at again every `pause` milliseconds while the screen is shown. */
export function useNow(pause: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => {
      setNow(Date.now());
    }, pause);
    return () => {
      clearInterval(timer);
    };
  }, [pause]);
  return now;
}
