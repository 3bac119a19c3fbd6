/** Looks for one code in a picture or in the present frame of a video. */
export type Reader = (source: HTMLVideoElement | ImageBitmap) => Promise<string | undefined>;

/** The browser's own detector where it knows these codes, else a decoder that is fetched when it is needed. */
export async function openReader(): Promise<Reader> {
  return (await ownReader()) ?? (await fetchedReader());
}

interface Detector {
  detect(source: CanvasImageSource): Promise<{ rawValue: string }[]>;
}

interface DetectorClass {
  new (options: { formats: string[] }): Detector;
  getSupportedFormats(): Promise<string[]>;
}

async function ownReader(): Promise<Reader | undefined> {
  const found = (globalThis as { BarcodeDetector?: DetectorClass }).BarcodeDetector;
  try {
    if (found === undefined || !(await found.getSupportedFormats()).includes("qr_code")) return undefined;
    const detector = new found({ formats: ["qr_code"] });
    return async (source) => {
      const codes = await detector.detect(source).catch(() => []);
      return codes[0]?.rawValue;
    };
  } catch {
    return undefined;
  }
}

/** In pixels of the longer side. A frame is one of many: quick on a small phone. A picture is looked at once: a whole page on a table, too. */
const largest = { frame: 800, picture: 1600 };

/** Where to look, in shares of width and height. */
interface Part {
  x: number;
  y: number;
  width: number;
  height: number;
}

const whole: Part = { x: 0, y: 0, width: 1, height: 1 };

/** A card that is held far away has two small squares: a half of the frame shows one of them, and larger. */
const halves: readonly Part[] = [
  { x: 0, y: 0, width: 0.5, height: 1 },
  { x: 0.5, y: 0, width: 0.5, height: 1 },
  { x: 0, y: 0, width: 1, height: 0.5 },
  { x: 0, y: 0.5, width: 1, height: 0.5 },
];

async function fetchedReader(): Promise<Reader> {
  const { readPixels } = await import("./decoder");
  const canvas = document.createElement("canvas");
  const paper = canvas.getContext("2d", { willReadFrequently: true });

  const read = (source: HTMLVideoElement | ImageBitmap, part: Part): string | undefined => {
    const moves = source instanceof HTMLVideoElement;
    const [fullWidth, fullHeight] = moves ? [source.videoWidth, source.videoHeight] : [source.width, source.height];
    const [width, height] = [fullWidth * part.width, fullHeight * part.height];
    if (paper === null || width === 0 || height === 0) return undefined;
    const scale = Math.min(1, (moves ? largest.frame : largest.picture) / Math.max(width, height));
    canvas.width = Math.max(1, Math.round(width * scale));
    canvas.height = Math.max(1, Math.round(height * scale));
    paper.drawImage(source, fullWidth * part.x, fullHeight * part.y, width, height, 0, 0, canvas.width, canvas.height);
    return readPixels(paper.getImageData(0, 0, canvas.width, canvas.height));
  };

  let looks = 0;
  return (source) => {
    if (!(source instanceof HTMLVideoElement)) return Promise.resolve(read(source, whole));
    // At all of it, and at another half each second time: one look at each frame, so that a small phone stays cool.
    looks += 1;
    const half = halves[(looks >> 1) % halves.length] ?? whole;
    return Promise.resolve(read(source, looks % 2 === 1 ? whole : half));
  };
}
