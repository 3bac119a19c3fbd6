import type { Scene } from "./scene";

/** An answer as it came. */
export interface Raw {
  status: number;
  code: string | undefined;
  headers: Record<string, string>;
  body: string;
}

/** A request that no client of ours would make, straight to the server. */
export async function ask({ server }: Scene, method: string, path: string, init: { token?: string; headers?: Record<string, string>; body?: BodyInit } = {}): Promise<Raw> {
  const { token, headers = {}, body } = init;
  const response = await fetch(`http://127.0.0.1:${server.port}/api/v1${path}`, {
    method,
    headers: { ...headers, ...(token !== undefined && { Authorization: `Bearer ${token}` }) },
    ...(body !== undefined && { body }),
    ...(body instanceof ReadableStream && { duplex: "half" }),
  } as RequestInit);
  const text = response.headers.get("content-type") === "text/event-stream" ? await firstEvent(response) : await response.text();
  const { date: _, ...rest } = Object.fromEntries(response.headers);
  return { status: response.status, code: codeIn(text), headers: rest, body: text };
}

/** A stream of events lasts for hours: what it says at once. */
async function firstEvent({ body }: Response): Promise<string> {
  const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  while (reader !== undefined && !text.includes("\n\n")) {
    const { value, done } = await reader.read();
    if (done) break;
    text += value;
  }
  await reader?.cancel();
  return text;
}

/** The token of a session, from the cookie that brought it. */
export function tokenIn({ headers }: Raw): string {
  const token = /armoire=([^;]+)/.exec(headers["set-cookie"] ?? "")?.[1];
  if (token === undefined) throw new Error("no session began");
  return token;
}

function codeIn(text: string): string | undefined {
  try {
    return (JSON.parse(text) as { code?: string }).code;
  } catch {
    return undefined;
  }
}
