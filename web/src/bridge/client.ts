import { ArmoireError, type Armoire, type ArmoireEvent, type Outgoing, type Progress } from "./bridge";
import { INPUTS_BEFORE_PROGRESS, MOST_CALLS, isNotice, isReply, methods, type Method, type Request } from "./messages";
import { askToPersist } from "./persist";
import { startWorker } from "./start";

/** The part of a worker or a port that the bridge needs; tests pass one end of a `MessageChannel`. */
export interface Line {
  postMessage(message: unknown, options: { transfer: Transferable[] }): void;
  addEventListener(type: "message", listener: (event: MessageEvent) => void): void;
  addEventListener(type: "error" | "messageerror", listener: () => void): void;
}

/** Starts the worker and speaks to it. */
export function connect(line: Line = startWorker()): Armoire {
  const calls = new Calls(line);
  // The record of methods has each one of the interface, so this has too.
  const plain = Object.fromEntries(methods.map((method) => [method, (...input: unknown[]) => calls.ask(method, input)])) as unknown as Armoire;
  return {
    ...plain,
    // The buffer moves: a photo of 50 MiB isn't held twice on a small phone.
    add: (input) => keep(calls.ask("add", [input], [input.bytes])),
    replace: (id, file, of) => keep(calls.ask("replace", [id, file, of], [file.bytes])),
    handIn: (to, file, progress) => calls.ask("handIn", [to, file, progress], [file.bytes]),
    // A secret moves: this side keeps no copy.
    addPasskey: (input) => calls.ask("addPasskey", [input], [input.first, input.second]),
    unlockWithPasskey: (secret, device) => calls.ask("unlockWithPasskey", [secret, device], [secret]),
    watch: (listener) => calls.watch(listener),
  };
}

async function keep(adding: Promise<Outgoing>): Promise<Outgoing> {
  const paper = await adding;
  if (paper.durable) askToPersist();
  return paper;
}

interface Call {
  resolve: (value: never) => void;
  reject: (error: ArmoireError) => void;
  progress: Progress | undefined;
}

class Calls {
  readonly #line: Line;
  readonly #waiting = new Map<number, Call>();
  readonly #listeners = new Set<(event: ArmoireEvent) => void>();
  #last = 0;
  #broken = false;
  #heard = false;

  constructor(line: Line) {
    this.#line = line;
    line.addEventListener("message", (event) => {
      this.#answer(event.data);
    });
    // A worker that can't start answers nobody: every call must end, not hang.
    line.addEventListener("error", () => {
      this.#break();
    });
    line.addEventListener("messageerror", () => {
      this.#break();
    });
  }

  ask<T>(method: Method, input: unknown[], transfer: Transferable[] = []): Promise<T> {
    const inputs = INPUTS_BEFORE_PROGRESS[method] ?? input.length;
    return new Promise<T>((resolve, reject) => {
      if (this.#broken) {
        reject(this.#end());
        return;
      }
      if (this.#waiting.size >= MOST_CALLS) {
        reject(new ArmoireError("too_many_calls"));
        return;
      }
      this.#last += 1;
      const request: Request = { id: this.#last, method, input: input.slice(0, inputs) };
      this.#line.postMessage(request, { transfer });
      this.#waiting.set(request.id, { resolve, reject, progress: input[inputs] as Progress | undefined });
    });
  }

  watch(listener: (event: ArmoireEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  #answer(reply: unknown): void {
    this.#heard = true;
    if (isNotice(reply)) {
      for (const listener of this.#listeners) listener(reply.event);
      return;
    }
    if (!isReply(reply)) return;
    const call = this.#waiting.get(reply.id);
    if (call === undefined) return;
    if (reply.kind === "progress") {
      call.progress?.(reply.sent, reply.total);
      return;
    }
    this.#waiting.delete(reply.id);
    if (reply.kind === "done") call.resolve(reply.value as never);
    else call.reject(new ArmoireError(reply.code, reply.detail));
  }

  #break(): void {
    this.#broken = true;
    for (const call of this.#waiting.values()) call.reject(this.#end());
    this.#waiting.clear();
  }

  /** A worker that never said anything couldn't start: the browser is too old for it, or it didn't arrive. */
  #end(): ArmoireError {
    return new ArmoireError(this.#heard ? "internal" : "browser");
  }
}
