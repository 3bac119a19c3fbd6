import type { PdfView } from "./pdf";

type Fetch = () => Promise<{ PdfView: typeof PdfView }>;

let fetchPart: Fetch = () => Promise.reject(new Error("nothing fetches the reader of PDFs"));

/**
 * Says how the reader of PDFs is fetched. The page's first file does: asked for by parts that come later as well, it would make the bundler
 * split what all of them begin with, which is one request more before the first screen.
 */
export function fetchPdfBy(fetch: Fetch): void {
  fetchPart = fetch;
}

export function pdfPart(): ReturnType<Fetch> {
  return fetchPart();
}
