import { randomId } from "../../../web/src/protocol/id";
import { ask } from "./raw";
import type { Scene } from "./scene";

/** Media type of a part of an upload. */
export const PART = "application/offset+octet-stream";
export const tus = { "Tus-Resumable": "1.0.0" };

/** Begins an upload of so many bytes by tus 1.0.0, and gives its path. */
export async function beginUpload(scene: Scene, token: string, length: number): Promise<string> {
  const headers = { ...tus, "Upload-Length": String(length), "Upload-Metadata": `object ${Buffer.from(randomId()).toString("base64")}` };
  const begun = await ask(scene, "POST", `/lockers/${scene.insider.locker}/uploads`, { token, headers });
  if (begun.status !== 201) throw new Error(`no upload began: ${begun.body}`);
  return (begun.headers["location"] ?? "").replace("/api/v1", "");
}

/** Sends a part of it. */
export function append(scene: Scene, token: string, path: string, body: BodyInit, more: Record<string, string> = {}) {
  const headers = { ...tus, "Upload-Offset": "0", "Content-Type": PART, ...more };
  return ask(scene, "PATCH", path, { token, headers, body });
}
