import { isPicture, kindBytes, kindOf, nameLies, type Kind } from "./kinds";

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
  /** A blob: address for its preview; whoever drops the choice revokes it. */
  preview?: string;
}

/** Looks at a chosen file: its size, and what its first bytes say. */
export async function look(key: number, file: File, name: string): Promise<Choice> {
  const choice: Choice = { key, file, name, kind: "other", lies: false };
  if (file.size === 0) return { ...choice, refused: "empty" };
  if (file.size > largestFile) return { ...choice, refused: "big" };
  try {
    const kind = kindOf(new Uint8Array(await file.slice(0, kindBytes).arrayBuffer()));
    return {
      ...choice,
      kind,
      lies: nameLies(name, kind),
      ...(isPicture(kind) && { preview: URL.createObjectURL(file) }),
    };
  } catch {
    return { ...choice, refused: "unreadable" };
  }
}

export function dropPreviews(choices: readonly Choice[]): void {
  for (const { preview } of choices) if (preview !== undefined) URL.revokeObjectURL(preview);
}
