import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { encode } from "../../../web/src/protocol/bytes";
import { run } from "../harness/command-line";
import type { Holder } from "../harness/holder";
import { newHolder } from "../harness/new-holder";
import { ask, tokenIn } from "../harness/raw";
import type { Scene } from "../harness/scene";

export function row23(scene: () => Scene): void {
  test("row 23 · server · no token stands in the database or its journal", async () => {
    const token = await signIn(scene(), scene().holder);
    expect(await ask(scene(), "GET", "/session", { token })).toMatchObject({ status: 200 });
    const raw = Buffer.from(token, "base64url");
    const forms = [Buffer.from(token), Buffer.from(token.slice(0, 20)), raw, Buffer.from(raw.toString("hex")), Buffer.from(raw.toString("base64"))];
    const files = await filesUnder(scene().server.data);
    const kept = await Promise.all(files.map(async (file) => ({ file, bytes: await readFile(file) })));
    expect(kept.filter(({ bytes }) => bytes.length > 0), "files of the database").not.toEqual([]);
    expect(kept.filter(({ bytes }) => forms.some((form) => bytes.includes(form))).map(({ file }) => file)).toEqual([]);
    // The search finds what is there: the holder's handle.
    expect(kept.some(({ bytes }) => bytes.includes(scene().holder.handle))).toBe(true);
  });

  test("row 23 · server · sessions are listed to their holder, and all are dead once the account was rotated", async () => {
    const { proxy, folder } = scene();
    proxy.play([]);
    const holder = await newHolder(proxy.origin);
    const tokens = [await signIn(scene(), holder), await signIn(scene(), holder)];
    const listed = JSON.parse((await ask(scene(), "GET", "/sessions", { token: tokens[0] ?? "" })).body) as { sessions: unknown[] };
    expect(listed.sessions.length).toBeGreaterThanOrEqual(2);
    const recovered = await run(join(folder, "rotated"), { ARMOIRE_CARD: holder.card }, "recover", "--server", proxy.origin);
    expect(recovered).toMatchObject({ exit: 0 });
    for (const token of tokens) {
      expect(await ask(scene(), "GET", "/session", { token })).toMatchObject({ status: 401, code: "no_session" });
      expect(await ask(scene(), "GET", "/keyring", { token })).toMatchObject({ status: 401, code: "no_session" });
    }
    await expect(signIn(scene(), holder), "the old words").rejects.toThrow();
  });
}

/** A session of a program of the holder's. */
export async function signIn(scene: Scene, holder: Holder): Promise<string> {
  const secret = await holder.secret(scene.proxy.origin);
  const auth = encode((await secret.auth()).exposeBytes());
  const body = JSON.stringify({ kind: "words", find: holder.handle, auth });
  return tokenIn(await ask(scene, "POST", "/session", { headers: { "Content-Type": "application/json" }, body }));
}

async function filesUnder(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true });
  const paths = names.map((name) => join(folder, name));
  const kinds = await Promise.all(paths.map(async (path) => (await stat(path)).isFile()));
  return paths.filter((_, at) => kinds[at]);
}
