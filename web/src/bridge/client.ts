import { ArmoireError, type Armoire, type Progress } from "./bridge";
import { MOST_CALLS, isReply, type Method, type Request } from "./messages";
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
  return {
    server: () => calls.ask("server", []),
    prepareHandle: (name) => calls.ask("prepareHandle", [name]),
    createLocker: (input) => calls.ask("createLocker", [input]),
    signIn: (input) => calls.ask("signIn", [input]),
    recover: (input) => calls.ask("recover", [input]),
    contents: () => calls.ask("contents", []),
    createFolder: (input) => calls.ask("createFolder", [input]),
    // The buffer moves: a photo of 50 MiB isn't held twice on a small phone.
    add: (input, progress) => calls.ask("add", [input], { transfer: [input.bytes], progress }),
    open: (id) => calls.ask("open", [id]),
    rename: (id, name) => calls.ask("rename", [id, name]),
    move: (id, folder) => calls.ask("move", [id, folder]),
    trash: (id) => calls.ask("trash", [id]),
    restore: (id) => calls.ask("restore", [id]),
    lock: () => calls.ask("lock", []),
    signOut: () => calls.ask("signOut", []),
  };
}

interface Call {
  resolve: (value: never) => void;
  reject: (error: ArmoireError) => void;
  progress?: Progress;
}

class Calls {
  readonly #line: Line;
  readonly #waiting = new Map<number, Call>();
  #last = 0;
  #broken = false;

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

  ask<T>(method: Method, input: unknown[], extra?: { transfer: Transferable[]; progress: Progress }): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (this.#broken) {
        reject(new ArmoireError("internal"));
        return;
      }
      if (this.#waiting.size >= MOST_CALLS) {
        reject(new ArmoireError("too_many_calls"));
        return;
      }
      this.#last += 1;
      const request: Request = { id: this.#last, method, input };
      this.#line.postMessage(request, { transfer: extra?.transfer ?? [] });
      this.#waiting.set(request.id, { resolve, reject, ...(extra && { progress: extra.progress }) });
    });
  }

  #answer(reply: unknown): void {
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
    for (const call of this.#waiting.values()) call.reject(new ArmoireError("internal"));
    this.#waiting.clear();
  }
}
