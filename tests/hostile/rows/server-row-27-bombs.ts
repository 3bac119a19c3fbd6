import { createHash } from "node:crypto";
import { request } from "node:http";
import { expect, test } from "vitest";
import { writeFrames } from "../../../web/src/protocol/act/frame";
import { concat, uint32, utf8, type Bytes } from "../../../web/src/protocol/bytes";
import { randomId } from "../../../web/src/protocol/id";
import { sealPayload } from "../../../web/src/protocol/locker/payload";
import { ask } from "../harness/raw";
import type { Scene } from "../harness/scene";
import { append as appendPart, beginUpload, tus } from "../harness/uploads";
import { signIn } from "./server-row-23-sessions";

const acts = { "Content-Type": "application/vnd.armoire.acts" };

export function row27(scene: () => Scene): void {
  const post = async (path: string, body: BodyInit, headers: Record<string, string>) =>
    ask(scene(), "POST", path, { token: await signIn(scene(), scene().holder), headers, body });
  const append = (frames: Bytes) => post(`/lockers/${scene().insider.locker}/acts`, frames, acts);

  test("row 27 · server · nested and endless JSON is refused before it is parsed", async () => {
    const json = { "Content-Type": "application/json" };
    expect(await post("/session", `${"[".repeat(5000)}${"]".repeat(5000)}`, json)).toMatchObject({ status: expect.toSatisfy(isRefusal) });
    expect(await post("/session", `{"kind":"words","find":"${"x".repeat(60_000)}"}`, json)).toMatchObject({ status: 413, code: "too_large" });
  });

  test("row 27 · server · frames that lie about their lengths, or are too many, are refused", async () => {
    const one = writeFrames(scene().insider.acts.slice(-1));
    const refused = { status: expect.toSatisfy(isRefusal) };
    expect(await append(concat(uint32(0xffff_fff0), one.slice(4)))).toMatchObject(refused);
    expect(await append(one.slice(0, -3))).toMatchObject(refused);
    expect(await append(concat(...Array.from({ length: 1200 }, () => one)))).toMatchObject(refused);
    expect(await append(new Uint8Array(17 * 1024 * 1024))).toMatchObject({ status: 413, code: "too_large" });
  });

  test("row 27 · server · plaintext and objects with long headers are refused", async () => {
    const { sealed } = await sealPayload(new Uint8Array(3000));
    const end = Buffer.from(sealed).indexOf("\n--- ") + 1;
    const withHeader = (length: number) => concat(sealed.slice(0, end), utf8(`-> x-grease ${"y".repeat(length)}\n\n`), sealed.slice(end));
    const twice = concat(sealed.slice(0, end), sealed.slice(22, end), sealed.slice(end));
    const token = await signIn(scene(), scene().holder);
    for (const object of [withHeader(8 * 1024), withHeader(191 * 1024), twice, utf8("%PDF-1.7 ".repeat(500)), new Uint8Array(3000)]) {
      expect(await put(scene(), object)).toMatchObject({ status: 422, code: "object_refused" });
      // In parts too, and the upload is over.
      const path = await beginUpload(scene(), token, 300_000);
      expect(await appendPart(scene(), token, path, object)).toMatchObject({ status: 422, code: "object_refused" });
      expect(await ask(scene(), "HEAD", path, { token, headers: tus })).toMatchObject({ status: 404 });
    }
    expect(await put(scene(), sealed)).toMatchObject({ status: 201 });
    const path = await beginUpload(scene(), token, sealed.length);
    expect(await appendPart(scene(), token, path, sealed)).toMatchObject({ status: 204, headers: { "upload-offset": String(sealed.length) } });
  });

  test("row 27 · server · a part that is longer than the upload, or isn't what was announced, is refused", async () => {
    const { sealed } = await sealPayload(new Uint8Array(3000));
    const token = await signIn(scene(), scene().holder);
    const path = await beginUpload(scene(), token, sealed.length);
    const expectNothingTaken = async () => {
      expect(await ask(scene(), "HEAD", path, { token, headers: tus })).toMatchObject({ status: 200, headers: { "upload-offset": "0" } });
    };
    expect(await appendPart(scene(), token, path, concat(sealed, sealed))).toMatchObject({ status: 400, code: "malformed" });
    await expectNothingTaken();
    const other = createHash("sha256").update("other").digest("base64");
    expect(await appendPart(scene(), token, path, sealed, { "Upload-Checksum": `sha256 ${other}` })).toMatchObject({ status: 460, code: "checksum" });
    await expectNothingTaken();
    const right = createHash("sha256").update(sealed).digest("base64");
    expect(await appendPart(scene(), token, path, sealed, { "Upload-Checksum": `sha256 ${right}` })).toMatchObject({ status: 204 });
    await expect(beginUpload(scene(), token, 99_999_999_999), "more than an object may have").rejects.toThrow("too_large");
  });

  test("row 27 · server · an upload without a length is refused before it is read", async () => {
    const token = await signIn(scene(), scene().holder);
    const path = `/api/v1/lockers/${scene().insider.locker}/objects/${randomId()}`;
    expect(await statusOfEndless(scene().server.port, path, token)).toBe(411);
  });
}

/** Begins an upload in chunks, and never ends it. */
function statusOfEndless(port: number, path: string, token: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const headers = { Authorization: `Bearer ${token}`, "Transfer-Encoding": "chunked" };
    const upload = request({ host: "127.0.0.1", port, path, method: "PUT", headers }, (answer) => {
      resolve(answer.statusCode);
      upload.destroy();
    });
    upload.once("error", reject);
    upload.write(Buffer.from("age-encryption.org/v1\n"));
  });
}

async function put(scene: Scene, body: Bytes) {
  const token = await signIn(scene, scene.holder);
  return ask(scene, "PUT", `/lockers/${scene.insider.locker}/objects/${randomId()}`, { token, body });
}

function isRefusal(status: unknown): boolean {
  return typeof status === "number" && status >= 400 && status < 500;
}
