/** `length` random bytes, at most 65,536. */
export function randomBytes(length: number): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(length));
}

/** An integer from 0 to `below` − 1, each as likely. */
export function randomBelow(below: number): number {
  const span = 2 ** 32;
  const fair = span - (span % below);
  for (;;) {
    const value = crypto.getRandomValues(new Uint32Array(1))[0] ?? span;
    if (value < fair) return value % below;
  }
}
