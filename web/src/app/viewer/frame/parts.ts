import { parts, type FromFrame, type Part } from "../messages";

/** Fetches nothing: parts of the reader are asked of the page around the frame, and nothing else is to be had. */
export class Parts {
  readonly #waiting = new Map<Part, Promise<Uint8Array>>();
  readonly #arrive = new Map<Part, (bytes: ArrayBuffer | null) => void>();
  readonly #say: (message: FromFrame) => void;

  constructor(say: (message: FromFrame) => void) {
    this.#say = say;
  }

  take(part: Part, bytes: ArrayBuffer | null): void {
    this.#arrive.get(part)?.(bytes);
  }

  /** What pdf.js calls a factory of binary data. */
  get factory() {
    const ask = (filename: string) => this.#ask(filename);
    return class {
      fetch({ filename }: { filename: string }): Promise<Uint8Array> {
        return ask(filename);
      }
    };
  }

  #ask(filename: string): Promise<Uint8Array> {
    const part = parts.find((one) => one === filename);
    if (part === undefined) return Promise.reject(new Error("no such part"));
    const waiting = this.#waiting.get(part) ?? this.#fetch(part);
    this.#waiting.set(part, waiting);
    // Each caller gets bytes of its own: they may move to the worker.
    return waiting.then((bytes) => bytes.slice());
  }

  #fetch(part: Part): Promise<Uint8Array> {
    return new Promise((resolve, reject) => {
      this.#arrive.set(part, (bytes) => {
        if (bytes === null) reject(new Error("the part didn't come"));
        else resolve(new Uint8Array(bytes));
      });
      this.#say({ kind: "need", part });
    });
  }
}
