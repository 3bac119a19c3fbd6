import { useEffect, useState } from "preact/hooks";

/** Whether there is room for three things side by side; the same width as in styles/wide.css. */
export function useWide(): boolean {
  const [wide, setWide] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const list = matchMedia(query);
    const look = () => {
      setWide(list.matches);
    };
    list.addEventListener("change", look);
    return () => {
      list.removeEventListener("change", look);
    };
  }, []);
  return wide;
}

const query = "(min-width: 60em)";
