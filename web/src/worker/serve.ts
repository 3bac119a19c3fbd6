import { ArmoireError, type Armoire, type Progress } from "../bridge/bridge";
import { INPUTS_BEFORE_PROGRESS, isRequest, type Notice, type Reply, type Request } from "../bridge/messages";
import { Refusal } from "../protocol/refusal";
import { Forgotten } from "../protocol/secret";

/** The worker's end of the bridge. */
export interface Port {
  postMessage(message: unknown, options: { transfer: Transferable[] }): void;
  addEventListener(type: "message", listener: (event: MessageEvent) => void): void;
}

/** Answers the page's calls with a vault. */
export function serve(port: Port, armoire: Armoire): void {
  const reply = (message: Reply | Notice, transfer: Transferable[] = []): void => {
    port.postMessage(message, { transfer });
  };
  armoire.watch((event) => {
    reply({ kind: "event", event });
  });
  port.addEventListener("message", (event) => {
    const request: unknown = event.data;
    if (!isRequest(request)) return;
    const { id } = request;
    const progress: Progress = (sent, total) => {
      reply({ id, kind: "progress", sent, total });
    };
    call(armoire, request, progress).then(
      (value) => {
        reply({ id, kind: "done", value }, buffers(value));
      },
      (error: unknown) => {
        const { code, detail } = refusal(error);
        reply({ id, kind: "failed", code, ...(detail && { detail }) });
      },
    );
  });
}

async function call(armoire: Armoire, { method, input }: Request, progress: Progress): Promise<unknown> {
  const action = armoire[method].bind(armoire) as (...input: unknown[]) => Promise<unknown>;
  const before = INPUTS_BEFORE_PROGRESS[method];
  return before === undefined ? action(...input) : action(...Array.from({ length: before }, (_, at) => input[at]), progress);
}

/** An error of ours crosses with its code; any other is `internal`, without its text: it could hold a secret. */
function refusal(error: unknown): { code: string; detail?: Record<string, unknown> } {
  if (error instanceof ArmoireError) return error;
  if (error instanceof Refusal) return { code: error.code, ...(error.place !== undefined && { detail: { place: error.place } }) };
  if (error instanceof Forgotten) return { code: "locked" };
  return { code: "internal" };
}

function buffers(value: unknown): Transferable[] {
  const bytes = (value as { bytes?: unknown } | undefined)?.bytes;
  return bytes instanceof ArrayBuffer ? [bytes] : [];
}
