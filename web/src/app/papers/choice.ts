import { dimensionsOf, headerBytes, isDrawable } from "./dimensions";
import { isPicture, kindBytes, kindOf, nameLies, type Kind } from "./kinds";
import { boundedName } from "./names";

/** Largest document, in bytes before padding (the protocol's limit). */
export const largestFile = 50 * 1024 * 1024;

/** Most files taken at once: each picture is held for its preview. */
export const mostFiles = 30;

/** A file that the person chose, looked at before it is kept. */
export interface Choice {
  key: number;
  file: File;
  name: string;
  kind: Kind;
  /** Set when it can't be kept. */
  refused?: "empty" | "big" | "unreadable";
  /** Set when its name promises another kind. */
  lies: boolean;
  /** Set when it is a picture that is too large to be drawn: it is kept, and never decoded. */
  huge: boolean;
  /** A blob: address for its preview; whoever drops the choice revokes it. */
  preview?: string;
}

/** Looks at a chosen file: its size, what its first bytes say, and how large a picture declares itself. */
export async function look(key: number, file: File, name: string): Promise<Choice> {
  const choice: Choice = { key, file, name: boundedName(name), kind: "other", lies: false, huge: false };
  if (file.size === 0) return { ...choice, refused: "empty" };
  if (file.size > largestFile) return { ...choice, refused: "big" };
  try {
    const start = new Uint8Array(await file.slice(0, headerBytes).arrayBuffer());
    const kind = kindOf(start.subarray(0, kindBytes));
    const drawable = isPicture(kind) && isDrawable(dimensionsOf(start, kind));
    return {
      ...choice,
      kind,
      lies: nameLies(name, kind),
      huge: isPicture(kind) && !drawable,
      ...(drawable && { preview: URL.createObjectURL(file) }),
    };
  } catch {
    return { ...choice, refused: "unreadable" };
  }
}

export function dropPreviews(choices: readonly Choice[]): void {
  for (const { preview } of choices) if (preview !== undefined) URL.revokeObjectURL(preview);
}
