import { ArmoireError } from "../../bridge/bridge";
import { concat, type Bytes } from "../../protocol/bytes";
import { isFields, type Fields } from "../../protocol/canonical";

const PROBLEM = 64 * 1024;
/** Keys of every problem document; the rest are the code's own. */
const STANDARD = ["type", "title", "status", "detail", "code"];

/** Waits for an answer: `network` when there is none, the code of its problem document when it is a refusal. */
export async function answered(request: Promise<Response>): Promise<Response> {
  let response: Response;
  try {
    response = await request;
  } catch (error) {
    throw error instanceof ArmoireError ? error : new ArmoireError("network");
  }
  if (!response.ok) throw await problem(response);
  return response;
}

/** The whole body, or `too_large` as soon as it is longer than `most` bytes. */
export async function readBounded(response: Response, most: number): Promise<Bytes> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of partsOf(response)) {
    length += part.length;
    if (length > most) throw new ArmoireError("too_large");
    parts.push(part);
  }
  return concat(...parts);
}

/** A JSON object of at most `most` bytes; `malformed` for anything else. */
export async function readJson(response: Response, most: number): Promise<Fields> {
  const value = parse(await readBounded(response, most));
  if (!isFields(value)) throw new ArmoireError("malformed");
  return value;
}

/** A body as it comes; `network` when it is cut. */
export async function* partsOf(response: Response): AsyncGenerator<Uint8Array> {
  const reader = response.body?.getReader();
  if (reader === undefined) return;
  let ended = false;
  try {
    for (;;) {
      const { done, value } = await reader.read().catch(() => {
        throw new ArmoireError("network");
      });
      if (done) {
        ended = true;
        return;
      }
      yield value;
    }
  } finally {
    // Whoever stops early doesn't want the rest.
    if (!ended) await reader.cancel().catch(() => undefined);
  }
}

/** RFC 9457; an answer that isn't one counts as `unavailable`, for it isn't our server's. */
async function problem(response: Response): Promise<ArmoireError> {
  const fields = parse(await readBounded(response, PROBLEM).catch(() => new Uint8Array(0)));
  if (!isFields(fields) || typeof fields["code"] !== "string") return new ArmoireError("unavailable", { status: response.status });
  const { code } = fields;
  const own = Object.fromEntries(Object.entries(fields).filter(([key]) => !STANDARD.includes(key)));
  const wait = response.headers.get("Retry-After");
  return new ArmoireError(code, { ...own, ...(wait !== null && { retry_after: Number(wait) }) });
}

function parse(bytes: Bytes): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}
