import { AnnotationMode, TextLayer, type PDFDocumentProxy, type PDFPageProxy, type PageViewport, type RenderTask } from "pdfjs-dist/legacy/build/pdf.mjs";
import { LONGEST_SIDE, type Sight } from "../messages";

/** Of the canvas, in device pixels: 48 MB. */
const MOST_PIXELS = 12_000_000;
const LONGEST_CANVAS = 8192;

/** The one page that is drawn: a canvas, and its text above it for whoever selects it or has it read out. */
export class Sheet {
  readonly #place = document.getElementById("sheet") ?? document.body;
  #drawing: RenderTask | undefined;
  #latest = 0;
  #width = 0;

  /** Whether it was drawn for the frame's present width. */
  get fits(): boolean {
    return this.#width === document.documentElement.clientWidth;
  }

  /** Draws a page in place of the one before; gives its size, or nothing when another was asked for meanwhile. */
  async draw(paper: PDFDocumentProxy, { page: number, zoom, turned }: Sight): Promise<{ width: number; height: number } | undefined> {
    this.#latest += 1;
    this.#width = document.documentElement.clientWidth;
    const turn = this.#latest;
    this.#drawing?.cancel();
    const page = await paper.getPage(number);
    if (turn !== this.#latest) return undefined;
    const viewport = viewportOf(page, zoom, turned);
    const size = { width: side(viewport.width), height: side(viewport.height) };
    const canvas = document.createElement("canvas");
    const ratio = ratioOf(size);
    canvas.width = Math.max(1, Math.floor(size.width * ratio));
    canvas.height = Math.max(1, Math.floor(size.height * ratio));
    const transform = [canvas.width / viewport.width, 0, 0, canvas.height / viewport.height, 0, 0];
    this.#drawing = page.render({ canvas, viewport, transform, annotationMode: AnnotationMode.ENABLE });
    try {
      await this.#drawing.promise;
    } catch (error) {
      if (turn !== this.#latest) return undefined;
      throw error;
    }
    this.#put(canvas, size, viewport.scale);
    void this.#write(page, viewport, turn);
    return size;
  }

  #put(canvas: HTMLCanvasElement, { width, height }: { width: number; height: number }, scale: number): void {
    const { style } = this.#place;
    style.setProperty("--total-scale-factor", String(scale));
    style.width = `${width}px`;
    style.height = `${height}px`;
    this.#place.replaceChildren(canvas);
    scrollTo(0, 0);
  }

  /** The page's words, where they stand on it. */
  async #write(page: PDFPageProxy, viewport: PageViewport, turn: number): Promise<void> {
    const container = document.createElement("div");
    container.className = "textLayer";
    const layer = new TextLayer({ textContentSource: page.streamTextContent(), container, viewport });
    try {
      await layer.render();
      if (turn === this.#latest) this.#place.append(container);
    } catch {
      // The page is seen all the same.
    } finally {
      page.cleanup();
    }
  }
}

/** As wide as the frame at zoom 1; no side longer than what the page around it believes. */
function viewportOf(page: PDFPageProxy, zoom: number, turned: boolean): PageViewport {
  const rotation = (page.rotate + (turned ? 90 : 0)) % 360;
  const { width, height } = page.getViewport({ scale: 1, rotation });
  const wide = (document.documentElement.clientWidth * zoom) / width;
  const scale = Math.min(wide, LONGEST_SIDE / width, LONGEST_SIDE / height);
  return page.getViewport({ scale, rotation });
}

function side(length: number): number {
  return Math.min(LONGEST_SIDE, Math.max(1, Math.round(length)));
}

/** Device pixels for one CSS pixel, as far as memory allows. */
function ratioOf({ width, height }: { width: number; height: number }): number {
  return Math.min(devicePixelRatio, Math.sqrt(MOST_PIXELS / (width * height)), LONGEST_CANVAS / Math.max(width, height));
}
