import { useCallback, useEffect, useState } from "preact/hooks";
import type { Contents, Outgoing } from "../../bridge/bridge";
import { isClosed } from "../../languages/refusal";
import { isPicture, kindBytes, kindOf, mediaType, type Kind } from "../papers/kinds";
import { useSetting } from "../setting";
import type { InsidePlace } from "../way";

/** The paper that is shown. */
export type OpenedPaper =
  | { step: "none" | "opening" }
  | { step: "open"; kind: Kind; picture: boolean; blob: Blob; address: string }
  | { step: "failed"; error: unknown; retry: () => void };

/**
 * Opens a paper, or one of its versions, while its screens are shown: once, whichever of them comes. Its blob: address dies
 * with them. What the file is, its bytes say; the label's word for it isn't believed.
 */
export function useOpened(place: InsidePlace, contents: Contents | undefined, outgoing: readonly Outgoing[]): OpenedPaper {
  const { armoire, close } = useSetting();
  const { id, version } = shownAt(place);
  // A new version on the screen's own paper is opened in the place of the one before.
  const edition = version ?? contents?.documents.find((paper) => paper.id === id)?.edition ?? waitingEdition(id, outgoing);
  const wanted = id === undefined || contents === undefined ? undefined : `${id} ${String(edition)}`;
  const [opened, setOpened] = useState<{ of: string; paper: OpenedPaper }>();
  const [turn, setTurn] = useState(0);
  const retry = useCallback(() => {
    setTurn((before) => before + 1);
  }, []);

  useEffect(() => {
    if (id === undefined || wanted === undefined) return undefined;
    let here = true;
    let address: string | undefined;
    setOpened({ of: wanted, paper: { step: "opening" } });
    (version === undefined ? armoire.open(id) : armoire.openVersion(id, version)).then(
      ({ bytes }) => {
        if (!here) return;
        const paper = openedFrom(bytes);
        address = paper.address;
        setOpened({ of: wanted, paper });
      },
      (error: unknown) => {
        if (!here) return;
        if (isClosed(error)) close(error);
        else setOpened({ of: wanted, paper: { step: "failed", error, retry } });
      },
    );
    return () => {
      here = false;
      if (address !== undefined) URL.revokeObjectURL(address);
      setOpened(undefined);
    };
    // `close` changes with every step; opening depends on the paper alone.
  }, [armoire, wanted, retry, turn]);

  if (wanted === undefined) return { step: "none" };
  return opened?.of === wanted ? opened.paper : { step: "opening" };
}

/** What the bytes are. Whoever asks revokes the address when the paper leaves the screen. */
export function openedFrom(bytes: ArrayBuffer): OpenedPaper & { step: "open" } {
  const kind = kindOf(new Uint8Array(bytes, 0, Math.min(bytes.byteLength, kindBytes)));
  const picture = isPicture(kind);
  // Only pictures keep their type: nothing else may ever be drawn from a blob: address.
  const blob = new Blob([bytes], { type: picture ? mediaType(kind) : "application/octet-stream" });
  return { step: "open", kind, picture, blob, address: URL.createObjectURL(blob) };
}

/** A paper that isn't sent yet is its own first edition: arriving, it isn't fetched. */
function waitingEdition(id: string | undefined, outgoing: readonly Outgoing[]): number | undefined {
  return outgoing.some((paper) => paper.id === id && !paper.replaces) ? 1 : undefined;
}

/** The paper whose bytes a place shows, or leads back to. */
function shownAt(place: InsidePlace): { id?: string; version?: number } {
  if (place.at === "version") return { id: place.id, version: place.version };
  const shows = ["paper", "large", "rename", "move", "paperMore", "replace"].includes(place.at);
  return shows && "id" in place ? { id: place.id } : {};
}
