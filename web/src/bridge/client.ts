import { ArmoireError, type Armoire, type ArmoireEvent, type Outgoing, type Progress } from "./bridge";
import { MOST_CALLS, isNotice, isReply, type Method, type Request } from "./messages";
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
  return {
    server: () => calls.ask("server", []),
    prepareHandle: (name) => calls.ask("prepareHandle", [name]),
    createLocker: (input) => calls.ask("createLocker", [input]),
    remembered: () => calls.ask("remembered", []),
    signIn: (input) => calls.ask("signIn", [input]),
    recover: (input) => calls.ask("recover", [input]),
    known: () => calls.ask("known", []),
    contents: () => calls.ask("contents", []),
    createFolder: (input) => calls.ask("createFolder", [input]),
    // The buffer moves: a photo of 50 MiB isn't held twice on a small phone.
    add: (input) => keep(calls.ask("add", [input], { transfer: [input.bytes] })),
    replace: (id, file) => keep(calls.ask("replace", [id, file], { transfer: [file.bytes] })),
    sent: (id) => calls.ask("sent", [id]),
    outgoing: () => calls.ask("outgoing", []),
    retry: (id) => calls.ask("retry", [id]),
    discard: (id) => calls.ask("discard", [id]),
    open: (id, progress) => calls.ask("open", [id], { progress }),
    versions: (id) => calls.ask("versions", [id]),
    openVersion: (id, version, progress) => calls.ask("openVersion", [id, version], { progress }),
    restoreVersion: (id, version) => calls.ask("restoreVersion", [id, version]),
    rename: (id, name) => calls.ask("rename", [id, name]),
    move: (id, folder) => calls.ask("move", [id, folder]),
    trash: (id) => calls.ask("trash", [id]),
    restore: (id) => calls.ask("restore", [id]),
    delete: (id) => calls.ask("delete", [id]),
    journal: (input) => calls.ask("journal", [input]),
    sessions: () => calls.ask("sessions", []),
    endSession: (id) => calls.ask("endSession", [id]),
    endOtherSessions: () => calls.ask("endOtherSessions", []),
    room: () => calls.ask("room", []),
    export: (input, progress) => calls.ask("export", [input], { progress }),
    dropExport: () => calls.ask("dropExport", []),
    import: (archive, progress) => calls.ask("import", [archive], { progress }),
    deletion: () => calls.ask("deletion", []),
    askDeletion: () => calls.ask("askDeletion", []),
    cancelDeletion: () => calls.ask("cancelDeletion", []),
    waysIn: () => calls.ask("waysIn", []),
    setPin: (pin) => calls.ask("setPin", [pin]),
    unlockWithPin: (pin) => calls.ask("unlockWithPin", [pin]),
    testWay: (input) => calls.ask("testWay", [input]),
    checkWords: (typed) => calls.ask("checkWords", [typed]),
    checkGroups: (groups) => calls.ask("checkGroups", [groups]),
    passkeyRequest: () => calls.ask("passkeyRequest", []),
    // A secret moves: this side keeps no copy.
    addPasskey: (input) => calls.ask("addPasskey", [input], { transfer: [input.first, input.second] }),
    unlockWithPasskey: (secret, device) => calls.ask("unlockWithPasskey", [secret, device], { transfer: [secret] }),
    removeWay: (id) => calls.ask("removeWay", [id]),
    newWords: (language) => calls.ask("newWords", [language]),
    newCard: () => calls.ask("newCard", []),
    rotate: (cause, language) => calls.ask("rotate", [cause, language]),
    nameDevice: (name) => calls.ask("nameDevice", [name]),
    secondStep: () => calls.ask("secondStep", []),
    beginSecondStep: () => calls.ask("beginSecondStep", []),
    confirmSecondStep: (code) => calls.ask("confirmSecondStep", [code]),
    endSecondStep: (code) => calls.ask("endSecondStep", [code]),
    pocketAdd: (input) => calls.ask("pocketAdd", [input]),
    pocketRemove: (id) => calls.ask("pocketRemove", [id]),
    pocketPapers: () => calls.ask("pocketPapers", []),
    pocketOpen: (code) => calls.ask("pocketOpen", [code]),
    pocketRead: (id) => calls.ask("pocketRead", [id]),
    pocketClose: () => calls.ask("pocketClose", []),
    lock: () => calls.ask("lock", []),
    signOut: () => calls.ask("signOut", []),
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

  ask<T>(method: Method, input: unknown[], extra: { transfer?: Transferable[]; progress?: Progress | undefined } = {}): Promise<T> {
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
      const request: Request = { id: this.#last, method, input };
      this.#line.postMessage(request, { transfer: extra.transfer ?? [] });
      this.#waiting.set(request.id, { resolve, reject, progress: extra.progress });
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
