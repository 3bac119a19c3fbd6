import { useCallback, useEffect, useState } from "preact/hooks";
import type { Contents, Document, Folder } from "../../bridge/bridge";
import { isClosed } from "../../languages/refusal";
import { useSetting } from "../setting";

/** The locker's contents as last fetched and verified, with what this page has added since. */
export function useContents() {
  const { armoire, close } = useSetting();
  const [contents, setContents] = useState<Contents>();
  const [error, setError] = useState<unknown>();

  const refresh = useCallback(async () => {
    setContents(await armoire.contents());
  }, [armoire]);

  const load = useCallback(() => {
    setError(undefined);
    refresh().catch((refusal: unknown) => {
      if (isClosed(refusal)) close(refusal);
      else setError(refusal);
    });
    // `close` changes with every step; loading doesn't.
  }, [refresh]);

  useEffect(load, [load]);

  const onFolder = useCallback((folder: Folder) => {
    setContents((before) => before && { ...before, folders: [...before.folders, folder] });
  }, []);

  const onPaper = useCallback((paper: Document) => {
    setContents(
      (before) => before && { ...before, documents: [...before.documents.filter(({ id }) => id !== paper.id), paper] },
    );
  }, []);

  return { contents, error, load, refresh, onFolder, onPaper };
}
