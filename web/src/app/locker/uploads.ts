import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import type { Document, Folder } from "../../bridge/bridge";
import { codeOf, isClosed } from "../../languages/refusal";
import type { Choice } from "../papers/choice";
import { mediaType } from "../papers/kinds";
import type { Shelf } from "../papers/shelves";
import { useSetting } from "../setting";

/** A paper on its way into the locker. Its file stays in memory until the server has it. */
export interface Upload {
  key: number;
  name: string;
  type: string;
  file: File;
  /** Key of the shelf that it goes to. */
  shelf: string;
  step: "waiting" | "sealing" | "sending" | "failed";
  /** Sent so far, of 100. */
  percent: number;
  error?: unknown;
}

interface Arrivals {
  onFolder: (folder: Folder) => void;
  onPaper: (paper: Document) => void;
}

/** Sends papers one after the other, in the order in which they were chosen; a failed one waits to be touched. */
export function useUploads(shelves: readonly Shelf[], arrivals: Arrivals) {
  const { armoire, texts, close } = useSetting();
  const [uploads, setUploads] = useState<readonly Upload[]>([]);
  const queue = useRef<Upload[]>([]);
  const running = useRef(false);
  const lastKey = useRef(0);
  const current = useRef({ shelves, arrivals });
  current.current = { shelves, arrivals };
  // Folders made while the screen hasn't caught up: two first papers of a shelf share one.
  const made = useRef(new Map<string, string>());

  const patch = useCallback((key: number, change: Partial<Upload>) => {
    setUploads((before) => before.map((upload) => (upload.key === key ? { ...upload, ...change } : upload)));
  }, []);

  const folderOf = useCallback(
    async (key: string): Promise<string> => {
      const shelf = current.current.shelves.find((candidate) => candidate.key === key);
      const known = shelf?.folder?.id ?? made.current.get(key);
      if (known !== undefined) return known;
      const pictogram = shelf?.pictogram ?? "box";
      const folder = await armoire.createFolder({ name: shelf?.name ?? texts.shelves.box, pictogram });
      made.current.set(key, folder.id);
      current.current.arrivals.onFolder(folder);
      return folder.id;
    },
    [armoire, texts],
  );

  const send = useCallback(
    async (upload: Upload) => {
      const { key, name, type, file } = upload;
      try {
        patch(key, { step: "sealing", percent: 0, error: undefined });
        const folder = await folderOf(upload.shelf);
        const bytes = await file.arrayBuffer();
        const paper = await armoire.add({ name, type, bytes, folder }, (sent, total) => {
          patch(key, { step: "sending", percent: total > 0 ? Math.min(100, Math.floor((100 * sent) / total)) : 0 });
        });
        setUploads((before) => before.filter((other) => other.key !== key));
        current.current.arrivals.onPaper(paper);
      } catch (error) {
        if (isClosed(error)) close(error);
        else patch(key, { step: "failed", error });
      }
    },
    [armoire, close, folderOf, patch],
  );

  const run = useCallback(
    async (more: readonly Upload[]) => {
      queue.current.push(...more);
      if (running.current) return;
      running.current = true;
      for (let next = queue.current.shift(); next !== undefined; next = queue.current.shift()) await send(next);
      running.current = false;
    },
    [send],
  );

  const keep = useCallback(
    (choices: readonly Choice[], shelf: string) => {
      const more = choices.map<Upload>(({ file, name, kind }) => {
        lastKey.current += 1;
        return { key: lastKey.current, name, type: mediaType(kind), file, shelf, step: "waiting", percent: 0 };
      });
      setUploads((before) => [...before, ...more]);
      void run(more);
    },
    [run],
  );

  const retry = useCallback(
    (key: number) => {
      const upload = uploads.find((candidate) => candidate.key === key && candidate.step === "failed");
      if (upload === undefined) return;
      patch(key, { step: "waiting", error: undefined });
      void run([upload]);
    },
    [patch, run, uploads],
  );

  // Whatever the network alone has stopped starts again when it is back.
  useEffect(() => {
    const onOnline = () => {
      for (const upload of uploads) if (upload.step === "failed" && codeOf(upload.error) === "network") retry(upload.key);
    };
    addEventListener("online", onOnline);
    return () => {
      removeEventListener("online", onOnline);
    };
  }, [retry, uploads]);

  return { uploads, keep, retry };
}
