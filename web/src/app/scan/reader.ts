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

/** In pixels of the longer side: enough for the cells of a card, and quick on a small phone. */
const largest = 800;

async function fetchedReader(): Promise<Reader> {
  const { readPixels } = await import("./decoder");
  const canvas = document.createElement("canvas");
  const paper = canvas.getContext("2d", { willReadFrequently: true });
  return (source) => {
    const [width, height] = source instanceof HTMLVideoElement ? [source.videoWidth, source.videoHeight] : [source.width, source.height];
    if (paper === null || width === 0 || height === 0) return Promise.resolve(undefined);
    const scale = Math.min(1, largest / Math.max(width, height));
    canvas.width = Math.max(1, Math.round(width * scale));
    canvas.height = Math.max(1, Math.round(height * scale));
    paper.drawImage(source, 0, 0, canvas.width, canvas.height);
    return Promise.resolve(readPixels(paper.getImageData(0, 0, canvas.width, canvas.height)));
  };
}
