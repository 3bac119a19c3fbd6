import { useEffect, useState } from "preact/hooks";
import type { OpenDocument } from "../../bridge/bridge";
import { codeOf, isClosed } from "../../languages/refusal";
import { openedFrom, type OpenedPaper } from "../locker/opened";
import { useSetting } from "../setting";

interface Input {
  /** Names what is opened: something else is opened anew. */
  of: string;
  /** Whether it may be looked at now. When it no longer may, its bytes and its address go at once. */
  living: boolean;
  open: () => Promise<OpenDocument>;
  /** It isn't there any more. */
  onGone: () => void;
}

/** Opens a paper that isn't one's own while its screen is shown; `name` is kept to say what was closed. */
export function useOpening({ of, living, open, onGone }: Input): { opened: OpenedPaper; name: string | undefined } {
  const { close } = useSetting();
  const [opened, setOpened] = useState<OpenedPaper>({ step: "opening" });
  const [name, setName] = useState<string>();
  const [turn, setTurn] = useState(0);

  useEffect(() => {
    if (!living) return undefined;
    let here = true;
    let address: string | undefined;
    setOpened({ step: "opening" });
    open().then(
      (paper) => {
        if (!here) return;
        const shown = openedFrom(paper.bytes);
        address = shown.address;
        setName(paper.name);
        setOpened(shown);
      },
      (error: unknown) => {
        if (!here) return;
        if (isClosed(error)) {
          close(error);
          return;
        }
        // Perhaps taken back in this moment: whoever lists it knows.
        if (["not_found", "lent_over"].includes(codeOf(error))) onGone();
        setOpened({
          step: "failed",
          error,
          retry: () => {
            setTurn((before) => before + 1);
          },
        });
      },
    );
    return () => {
      here = false;
      if (address !== undefined) URL.revokeObjectURL(address);
      setOpened({ step: "none" });
    };
    // `open`, `onGone` and `close` change with every drawing; opening depends on the paper alone.
  }, [of, living, turn]);

  return { opened, name };
}
