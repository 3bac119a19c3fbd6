import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";

/** A PDF as a program finds it that searches it or reads it out. */
export interface ReadPdf {
  /** What it calls itself. */
  title: unknown;
  /** The lines of each page, from the top down. */
  pages: string[][];
}

export async function readPdf(file: Buffer): Promise<ReadPdf> {
  const loading = getDocument({ data: new Uint8Array(file), verbosity: 0 });
  const paper = await loading.promise;
  const { info } = await paper.getMetadata();
  const pages: string[][] = [];
  for (let number = 1; number <= paper.numPages; number += 1) {
    const lines = new Map<number, string>();
    for (const item of (await (await paper.getPage(number)).getTextContent()).items) {
      if (!("str" in item)) continue;
      const height = Math.round(Number(item.transform[5]));
      lines.set(height, (lines.get(height) ?? "") + item.str);
    }
    pages.push([...lines].sort(([one], [other]) => other - one).map(([, line]) => line));
  }
  await loading.destroy();
  return { title: (info as { Title?: unknown }).Title, pages };
}

/**
 * The letters of a line and how often each is there, for comparing. Chromium writes those of Arabic as they are joined and from the left: readers put
 * them into their order, pdf.js doesn't.
 */
export function lettersOf(line: string): string {
  return Array.from(line.normalize("NFKC").replace(/[\s\u2066-\u2069]/g, "")).sort().join("");
}
