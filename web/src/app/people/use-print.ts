import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { chooserOpens } from "../attention";

interface Printing {
  print: () => void;
  /** Nothing was printed when it was asked for, as far as the page can know. */
  silent: boolean;
}

/**
 * Prints the page as `name`: browsers propose the title for the PDF and write it into it, and the title of an open locker says nothing. The title is
 * back afterwards.
 *
 * A PDF is made by the browser and by nothing of ours: it has the letters of every script, joins and turns them, and keeps them as text that
 * can be listened to, copied and searched. `print()` is in every browser of today (Firefox for Android since 114, of 2023); where it does nothing, as in older
 * ones and in pages that other apps show, no page can know beforehand, but whatever begins to print says so.
 */
export function usePrint(name: string): Printing {
  const [silent, setSilent] = useState(false);
  const title = useRef<string | undefined>(undefined);
  const begins = useRef(0);

  const named = () => {
    title.current ??= document.title;
    document.title = name;
  };

  useLayoutEffect(() => {
    const begin = () => {
      begins.current += 1;
      setSilent(false);
      named();
    };
    const end = () => {
      if (title.current !== undefined) document.title = title.current;
      title.current = undefined;
    };
    addEventListener("beforeprint", begin);
    addEventListener("afterprint", end);
    return () => {
      removeEventListener("beforeprint", begin);
      removeEventListener("afterprint", end);
      end();
    };
  }, [name]);

  return {
    print: () => {
      const before = begins.current;
      named();
      // On phones the system's own window covers the page meanwhile: that isn't leaving.
      chooserOpens();
      if ("print" in globalThis) globalThis.print();
      // Where it begins later, this is taken back then.
      if (begins.current === before) setSilent(true);
    },
    silent,
  };
}
