/** Mutations whose text isn't in its file exactly once. */
export function misfits(): string[];
