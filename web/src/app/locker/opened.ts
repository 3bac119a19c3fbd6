import { useCallback, useEffect, useState } from "preact/hooks";
import { isClosed } from "../../languages/refusal";
import { isPicture, kindBytes, kindOf, mediaType, type Kind } from "../papers/kinds";
import { useSetting } from "../setting";

/** The paper that is shown. */
export type OpenedPaper =
  | { step: "none" | "opening" }
  | { step: "open"; kind: Kind; picture: boolean; blob: Blob; address: string }
  | { step: "failed"; error: unknown; retry: () => void };

/**
 * Opens a paper while its screens are shown: once, whichever of them comes. Its blob: address dies with them. What the
 * file is, its bytes say; the label's word for it isn't believed.
 */
export function useOpened(id: string | undefined): OpenedPaper {
  const { armoire, close } = useSetting();
  const [opened, setOpened] = useState<{ id: string; paper: OpenedPaper }>();
  const [turn, setTurn] = useState(0);
  const retry = useCallback(() => {
    setTurn((before) => before + 1);
  }, []);

  useEffect(() => {
    if (id === undefined) return undefined;
    let wanted = true;
    let address: string | undefined;
    setOpened({ id, paper: { step: "opening" } });
    armoire.open(id).then(
      ({ bytes }) => {
        if (!wanted) return;
        const kind = kindOf(new Uint8Array(bytes, 0, Math.min(bytes.byteLength, kindBytes)));
        const picture = isPicture(kind);
        // Only pictures keep their type: nothing else may ever be drawn from a blob: address.
        const blob = new Blob([bytes], { type: picture ? mediaType(kind) : "application/octet-stream" });
        address = URL.createObjectURL(blob);
        setOpened({ id, paper: { step: "open", kind, picture, blob, address } });
      },
      (error: unknown) => {
        if (!wanted) return;
        if (isClosed(error)) close(error);
        else setOpened({ id, paper: { step: "failed", error, retry } });
      },
    );
    return () => {
      wanted = false;
      if (address !== undefined) URL.revokeObjectURL(address);
      setOpened(undefined);
    };
    // `close` changes with every step; opening depends on the paper alone.
  }, [armoire, id, retry, turn]);

  if (id === undefined) return { step: "none" };
  return opened?.id === id ? opened.paper : { step: "opening" };
}
