/**
 * What passes between the page and the frame that reads PDFs. The frame may be in the hands of whoever made the paper:
 * what it says is a number within bounds or a word of a list, and anything else is as good as silence.
 */
export type ToFrame =
  /** The reader's worker (a script), and the paper. Both buffers move. */
  | { kind: "open"; worker: ArrayBuffer; paper: ArrayBuffer }
  /** Never leaves the frame, which has no network. */
  | { kind: "password"; password: string }
  | ({ kind: "show" } & Sight)
  /** What `need` asked for. */
  | { kind: "part"; part: Part; bytes: ArrayBuffer | null };

/** One page, as it is looked at. */
export interface Sight {
  /** From 1. */
  page: number;
  /** 1 is as wide as the frame. */
  zoom: number;
  /** By a quarter to the right. */
  turned: boolean;
}

export type FromFrame =
  | { kind: "opened"; pages: number }
  /** Size in CSS pixels; `partial` when an image was too large to be drawn. */
  | { kind: "shown"; page: number; width: number; height: number; partial: boolean }
  | { kind: "password"; wrong: boolean }
  | { kind: "failed"; why: "broken" | "page" }
  | { kind: "need"; part: Part }
  /** A key that was pressed inside the frame. */
  | { kind: "key"; key: Key };

/** Parts of the reader that few papers need. */
export const parts = ["jbig2.wasm", "openjpeg.wasm", "FoxitSymbol.pfb", "FoxitDingbats.pfb"] as const;
export type Part = (typeof parts)[number];

export const keys = ["previous", "next", "nearer", "farther"] as const;
export type Key = (typeof keys)[number];

export const MOST_PAGES = 100_000;
/** Of a page's sides, in CSS pixels. */
export const LONGEST_SIDE = 20_000;
/** In characters: longer ones are no passwords of any PDF (127 bytes). */
export const LONGEST_PASSWORD = 127;

/** Reads a message of the frame; `undefined` when it is none. */
export function fromFrame(data: unknown): FromFrame | undefined {
  if (typeof data !== "object" || data === null || !("kind" in data)) return undefined;
  const message = data as Record<string, unknown>;
  switch (message["kind"]) {
    case "opened": {
      const { pages } = message;
      return isWithin(pages, MOST_PAGES) ? { kind: "opened", pages } : undefined;
    }
    case "shown": {
      const { page, width, height, partial } = message;
      const sound = isWithin(page, MOST_PAGES) && isWithin(width, LONGEST_SIDE) && isWithin(height, LONGEST_SIDE);
      return sound ? { kind: "shown", page, width, height, partial: partial === true } : undefined;
    }
    case "password":
      return { kind: "password", wrong: message["wrong"] === true };
    case "failed":
      return { kind: "failed", why: message["why"] === "page" ? "page" : "broken" };
    case "need": {
      const part = parts.find((one) => one === message["part"]);
      return part && { kind: "need", part };
    }
    case "key": {
      const key = keys.find((one) => one === message["key"]);
      return key && { kind: "key", key };
    }
    default:
      return undefined;
  }
}

function isWithin(value: unknown, most: number): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= most;
}
