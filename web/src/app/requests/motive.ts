/** Longest motive, in characters: whatever letters it has, it fits into 1,024 bytes. */
export const longestMotive = 300;

/** A motive is given only by somebody who wrote one. */
export function motiveOf(typed: string): { motive?: string } {
  const motive = typed.trim();
  return motive === "" ? {} : { motive };
}
