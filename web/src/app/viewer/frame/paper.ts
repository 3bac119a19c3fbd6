import {
  PasswordResponses,
  PDFWorker,
  getDocument,
  type PDFDocumentLoadingTask,
  type PDFDocumentProxy,
} from "pdfjs-dist/legacy/build/pdf.mjs";
import type { FromFrame, Key, Part, Sight } from "../messages";
import { Parts } from "./parts";
import { LEFT_OUT } from "./quiet";
import { Sheet } from "./sheet";

/** Of one image inside a paper, in pixels: an A4 page at 600 dpi has 35 million. */
const MOST_PIXELS = 50_000_000;

/** One PDF, its pages drawn one at a time. */
export class Paper {
  readonly #say: (message: FromFrame) => void;
  readonly #parts: Parts;
  readonly #sheet = new Sheet();
  #document: PDFDocumentProxy | undefined;
  #password: ((password: string) => void) | undefined;
  #sight: Sight | undefined;
  /** Whether the page that is being drawn lacks an image. */
  #partial = false;

  constructor(say: (message: FromFrame) => void) {
    this.#say = say;
    this.#parts = new Parts(say);
    addEventListener("keydown", (press) => {
      const key = keyOf(press);
      if (key === undefined) return;
      press.preventDefault();
      say({ kind: "key", key });
    });
    addEventListener("resize", () => {
      if (this.#sight !== undefined && !this.#sheet.fits) void this.show(this.#sight);
    });
  }

  async open(script: ArrayBuffer, paper: ArrayBuffer): Promise<void> {
    try {
      const task = this.#task(script, paper);
      task.onPassword = (answer: (password: string) => void, reason: number) => {
        this.#password = answer;
        this.#say({ kind: "password", wrong: reason === PasswordResponses.INCORRECT_PASSWORD });
      };
      this.#document = await task.promise;
      this.#say({ kind: "opened", pages: this.#document.numPages });
    } catch {
      this.#say({ kind: "failed", why: "broken" });
    }
  }

  tryPassword(password: string): void {
    const answer = this.#password;
    this.#password = undefined;
    answer?.(password);
  }

  takePart(part: Part, bytes: ArrayBuffer | null): void {
    this.#parts.take(part, bytes);
  }

  async show(sight: Sight): Promise<void> {
    if (this.#document === undefined) return;
    this.#sight = sight;
    try {
      this.#partial = false;
      const size = await this.#sheet.draw(this.#document, sight);
      // Another sight was asked for meanwhile.
      if (size === undefined) return;
      this.#say({ kind: "shown", page: sight.page, ...size, partial: this.#partial });
    } catch {
      this.#say({ kind: "failed", why: "page" });
    }
  }

  #task(script: ArrayBuffer, paper: ArrayBuffer): PDFDocumentLoadingTask {
    const worker = new Worker(trusted(URL.createObjectURL(new Blob([script], { type: "text/javascript" }))));
    worker.addEventListener("message", ({ data }) => {
      if (data === LEFT_OUT) this.#partial = true;
    });
    worker.addEventListener("error", () => {
      this.#say({ kind: "failed", why: "broken" });
    });
    return getDocument({
      data: new Uint8Array(paper),
      worker: PDFWorker.create({ port: worker }),
      isEvalSupported: false,
      enableXfa: false,
      disableAutoFetch: true,
      maxImageSize: MOST_PIXELS,
      useWorkerFetch: false,
      BinaryDataFactory: this.#parts.factory,
    });
  }
}

/** The frame's policy knows scripts that lie in its own memory alone. */
function trusted(address: string): string {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  const ours = (wanted: string) => {
    if (!wanted.startsWith("blob:")) throw new TypeError("not our worker");
    return wanted;
  };
  return trustedTypes === undefined
    ? ours(address)
    : (trustedTypes.createPolicy("viewer", { createScriptURL: ours }).createScriptURL(address) as string);
}

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL: (address: string) => string }): {
    createScriptURL: (address: string) => unknown;
  };
}

function keyOf({ key, altKey, ctrlKey, metaKey }: KeyboardEvent): Key | undefined {
  if (altKey || ctrlKey || metaKey) return undefined;
  switch (key) {
    case "PageDown":
      return "next";
    case "PageUp":
      return "previous";
    case "+":
      return "nearer";
    case "-":
      return "farther";
    default:
      return undefined;
  }
}
