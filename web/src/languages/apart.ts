/** A name inside a sentence: it keeps its own direction, and turns nothing around it. */
export function apart(name: string): string {
  return `\u2068${name}\u2069`;
}

/** A sentence that ends with a name: "Marie K." brings its own full stop. */
export function ended(sentence: string): string {
  return /\.\u2069?$/.test(sentence) ? sentence : `${sentence}.`;
}
