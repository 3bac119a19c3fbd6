/** A name inside a sentence: it keeps its own direction, and turns nothing around it. */
export function apart(name: string): string {
  return `\u2068${name}\u2069`;
}
