/** "3,4" for 3.4 MiB; the unit stands in the sentence. Whole numbers from 10 on, and never 0 for what isn't empty. */
export function megabytes(bytes: number, formats: string): string {
  const size = bytes / (1024 * 1024);
  const shown = bytes > 0 ? Math.max(size, 0.1) : 0;
  return new Intl.NumberFormat(formats, { maximumFractionDigits: shown < 10 ? 1 : 0 }).format(shown);
}

/** "1 234", as the language writes it. */
export function count(number: number, formats: string): string {
  return new Intl.NumberFormat(formats).format(number);
}
