import jbig2 from "pdfjs-dist/wasm/jbig2.wasm?url";
import openjpeg from "pdfjs-dist/wasm/openjpeg.wasm?url";
import dingbats from "pdfjs-dist/standard_fonts/FoxitDingbats.pfb?url";
import symbols from "pdfjs-dist/standard_fonts/FoxitSymbol.pfb?url";
import reader from "./frame/reader.ts?worker&url";
import worker from "./frame/pdf-worker.ts?worker&url";
import { fromFrame, type FromFrame, type Key, type Part, type Sight, type ToFrame } from "./messages";

/** `away`: the reader's code didn't come. `slow`: no answer within `PATIENCE`. `broken`: the paper is no sound PDF. */
export type Trouble = "away" | "slow" | "broken" | "page";

/** What a frame tells of the paper inside it. */
export interface Reading {
  onOpened: (pages: number) => void;
  onShown: (shown: Extract<FromFrame, { kind: "shown" }>) => void;
  onPassword: (wrong: boolean) => void;
  onKey: (key: Key) => void;
  /** The frame is gone, with all that ran in it. */
  onTrouble: (trouble: Trouble) => void;
}

/** How long a paper may take to open, and a page to be drawn, in milliseconds. */
export const PATIENCE = 30_000;

/** With its hash: what the browser has of it is never old, and opens without a network. */
const address = `/viewer/frame.html?${import.meta.env.FRAME_HASH}`;
const partAddresses: Record<Part, string> = {
  "jbig2.wasm": jbig2,
  "openjpeg.wasm": openjpeg,
  "FoxitSymbol.pfb": symbols,
  "FoxitDingbats.pfb": dingbats,
};

/**
 * A frame in which a PDF is read: an origin of its own, sandboxed, without network. Code and paper are handed in, since
 * nothing can be fetched from inside; what comes out is read by `fromFrame`.
 */
export class PdfFrame {
  readonly #reading: Reading;
  readonly #element: HTMLIFrameElement;
  readonly #line = new MessageChannel();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #ended = false;

  private constructor(title: string, reading: Reading) {
    this.#reading = reading;
    this.#element = document.createElement("iframe");
    this.#element.setAttribute("sandbox", "allow-scripts");
    this.#element.title = title;
    this.#element.src = address;
  }

  /** Opens a paper in `place`. The buffer moves into the frame. */
  static open(place: HTMLElement, title: string, paper: () => Promise<ArrayBuffer>, reading: Reading): PdfFrame {
    const frame = new PdfFrame(title, reading);
    frame.#open(place, paper).catch(() => {
      frame.#end("away");
    });
    return frame;
  }

  show(sight: Sight): void {
    this.#expect();
    this.#post({ kind: "show", ...sight });
  }

  tryPassword(password: string): void {
    this.#expect();
    this.#post({ kind: "password", password });
  }

  /** Ends all that runs in it. */
  close(): void {
    this.#ended = true;
    clearTimeout(this.#timer);
    removeEventListener("message", this.#onReady);
    this.#line.port1.close();
    this.#element.remove();
  }

  async #open(place: HTMLElement, paper: () => Promise<ArrayBuffer>): Promise<void> {
    const [code, script, bytes] = await Promise.all([fetched(reader), fetched(worker), paper()]);
    if (this.#ended) return;
    this.#opening = { script, bytes };
    this.#line.port1.onmessage = ({ data }) => {
      this.#hear(fromFrame(data));
    };
    addEventListener("message", this.#onReady);
    let loads = 0;
    this.#element.addEventListener("load", () => {
      loads += 1;
      // A frame that went elsewhere by itself isn't ours any more.
      if (loads > 1) this.#end("broken");
      else this.#element.contentWindow?.postMessage(code, "*", [code]);
    });
    this.#expect();
    place.append(this.#element);
  }

  #opening: { script: ArrayBuffer; bytes: ArrayBuffer } | undefined;

  /** The code runs: it gets the paper, over a line that nobody else hears. An opaque origin can't be named, hence "*". */
  readonly #onReady = ({ source, data }: MessageEvent): void => {
    const opening = this.#opening;
    if (opening === undefined || data !== "ready" || source !== this.#element.contentWindow) return;
    this.#opening = undefined;
    removeEventListener("message", this.#onReady);
    this.#element.contentWindow?.postMessage("port", "*", [this.#line.port2]);
    this.#post({ kind: "open", worker: opening.script, paper: opening.bytes }, [opening.script, opening.bytes]);
  };

  #hear(message: FromFrame | undefined): void {
    if (message === undefined || this.#ended) return;
    switch (message.kind) {
      case "need":
        void this.#give(message.part);
        return;
      case "key":
        this.#reading.onKey(message.key);
        return;
      case "failed":
        this.#end(message.why);
        return;
      case "opened":
        clearTimeout(this.#timer);
        this.#reading.onOpened(message.pages);
        return;
      case "shown":
        clearTimeout(this.#timer);
        this.#reading.onShown(message);
        return;
      case "password":
        clearTimeout(this.#timer);
        this.#reading.onPassword(message.wrong);
    }
  }

  /** Fetches a part of the reader for the frame, from this page's own server. */
  async #give(part: Part): Promise<void> {
    const bytes = await fetched(partAddresses[part]).catch(() => null);
    if (!this.#ended) this.#post({ kind: "part", part, bytes }, bytes === null ? [] : [bytes]);
  }

  #post(message: ToFrame, transfer: Transferable[] = []): void {
    this.#line.port1.postMessage(message, transfer);
  }

  /** From now on the frame has `PATIENCE` to answer. A page in the background draws nothing, and loses none of it. */
  #expect(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if (document.hidden) this.#expect();
      else this.#end("slow");
    }, PATIENCE);
  }

  #end(trouble: Trouble): void {
    if (this.#ended) return;
    this.close();
    this.#reading.onTrouble(trouble);
  }
}

async function fetched(address: string): Promise<ArrayBuffer> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error("the reader didn't come");
  return answer.arrayBuffer();
}
