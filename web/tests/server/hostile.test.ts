import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Created } from "../../src/bridge/bridge";
import { readFrames, writeFrames } from "../../src/protocol/act/frame";
import type { Act } from "../../src/protocol/act/act";
import type { Bytes } from "../../src/protocol/bytes";
import { Vault } from "../../src/worker/vault";
import { addSent } from "./add-sent";
import { NodeWorld } from "./node-world";
import { startServer, type Server } from "./server";

let server: Server;
let created: Created;
let document: string;

beforeAll(async () => {
  server = await startServer();
  const vault = new Vault(new NodeWorld(server.origin));
  created = await vault.createLocker({ handle: await vault.prepareHandle("Nadia"), language: "en", device: "shared" });
  const { id: folder } = await vault.createFolder({ name: "Santé", pictogram: "health" });
  for (const name of ["one", "two", "three"]) {
    const bytes = new TextEncoder().encode(`what ${name} says`).buffer;
    ({ id: document } = await addSent(vault, { name, type: "text/plain", bytes, folder }));
  }
});

afterAll(async () => {
  await server.stop();
});

async function signedIn(): Promise<{ vault: Vault; world: NodeWorld }> {
  const world = new NodeWorld(server.origin);
  const vault = new Vault(world);
  await vault.signIn({ handle: created.handle, words: created.words.join(" "), device: "shared" });
  return { vault, world };
}

/** The server answers a route with something else. */
function alter(world: NodeWorld, route: RegExp, change: (body: Bytes) => Uint8Array<ArrayBuffer>): void {
  world.between = async (path, request, send) => {
    const response = await send(request);
    if (!route.test(path) || request.method !== "GET") return response;
    return new Response(change(new Uint8Array(await response.arrayBuffer())), response);
  };
}

function alterActs(world: NodeWorld, change: (acts: Act[]) => Act[]): void {
  alter(world, /\/(living|acts)/, (body) => writeFrames(change(readFrames(body, 1000))));
}

async function signInThrough(prepare: (world: NodeWorld) => void): Promise<void> {
  const world = new NodeWorld(server.origin);
  prepare(world);
  await new Vault(world).signIn({ handle: created.handle, words: created.words.join(" "), device: "shared" });
}

describe("a hostile server is caught", () => {
  it("when it serves an older state to who has seen a newer one", async () => {
    const { vault, world } = await signedIn();
    await vault.contents();
    alterActs(world, () => []);
    await expect(vault.contents()).rejects.toMatchObject({ code: "rolled_back" });
    world.between = (_path, request, send) => send(request);
    await vault.lock();
    // The pin outlives locking, on this device.
    alterActs(world, (acts) => acts.slice(0, 2));
    await expect(vault.signIn({ handle: created.handle, words: created.words.join(" "), device: "shared" })).rejects.toMatchObject({ code: "rolled_back" });
  });

  it("when the keyring has seen a newer state than a new device is shown", async () => {
    const { vault } = await signedIn();
    await vault.contents();
    await vault.lock();
    await expect(
      signInThrough((world) => {
        alterActs(world, (acts) => acts.slice(0, 3));
      }),
    ).rejects.toMatchObject({ code: "rolled_back" });
  });

  it.each([
    ["leaves an act out", (acts: Act[]) => acts.filter((_, at) => at !== 3), "seq"],
    ["exchanges two acts", (acts: Act[]) => [...acts.slice(0, 3), acts[4]!, acts[3]!, ...acts.slice(5)], "seq"],
    ["withholds a body", (acts: Act[]) => acts.map((act, at) => (at === 3 ? bodiless(act) : act)), "body_missing"],
    ["cuts the newest signature", (acts: Act[]) => acts.map((act) => ({ ...act, signature: new Uint8Array(64) })), "signature"],
  ])("when it %s", async (_what, change, code) => {
    const signingIn = signInThrough((world) => {
      alterActs(world, change);
    });
    await expect(signingIn).rejects.toMatchObject({ code });
  });

  it("when it serves another account's keyring version, or an altered one", async () => {
    const world = new NodeWorld(server.origin);
    world.between = async (path, request, send) => {
      const response = await send(request);
      if (!path.endsWith("/session")) return response;
      const body = (await response.json()) as { keyring: { version: number } };
      body.keyring.version += 1;
      return new Response(JSON.stringify(body), { status: 200 });
    };
    const signingIn = new Vault(world).signIn({ handle: created.handle, words: created.words.join(" "), device: "shared" });
    await expect(signingIn).rejects.toMatchObject({ code: "commitment" });
  });

  it.each([
    ["flips a byte of a document", flipped, "hash"],
    ["cuts a document", (body: Bytes) => body.slice(0, -1), "size"],
    ["makes a document endless", (body: Bytes) => new Uint8Array([...body, ...body]), "size"],
  ])("when it %s; the others still open", async (_what, change, code) => {
    const { vault, world } = await signedIn();
    const { documents } = await vault.contents();
    alter(world, /\/objects\//, change);
    await expect(vault.open(document)).rejects.toMatchObject({ code });
    world.between = (_path, request, send) => send(request);
    for (const { id, name } of documents) {
      expect(new TextDecoder().decode((await vault.open(id)).bytes)).toBe(`what ${name} says`);
    }
  });

  it("when its answers aren't in the format at all", async () => {
    const { vault, world } = await signedIn();
    alter(world, /\/acts/, () => new Uint8Array([1, 2, 3]));
    await expect(vault.contents()).rejects.toMatchObject({ code: "malformed" });
    world.between = () => Promise.resolve(new Response("<html>", { status: 502 }));
    await expect(vault.contents()).rejects.toMatchObject({ code: "unavailable" });
  });
});

describe("what leaves the device", () => {
  it("holds no name, word, digit of the card or byte of a document", async () => {
    const world = new NodeWorld(server.origin);
    const vault = new Vault(world);
    const { handle, words, numbers, card } = await vault.createLocker({ handle: "secret1234", language: "fr", device: "shared" });
    const { id: folder } = await vault.createFolder({ name: "Ordonnances", pictogram: "pill" });
    const bytes = new TextEncoder().encode("prescription for a person").buffer;
    await addSent(vault, { name: "ordonnance.txt", type: "text/plain", bytes, folder });
    await vault.lock();
    await vault.signIn({ handle, words: words.join(" "), device: "shared" });
    const sent = world.sent.map(({ path, request }) => path + textOf(request.body)).join("\n");
    expect(sent).toContain("secret1234");
    for (const secret of ["Ordonnances", "ordonnance", "prescription", ...card.groups, card.groups.join(""), words.join(" "), numbers.join(" ")]) {
      expect(sent).not.toContain(secret);
    }
  });
});

function bodiless({ body: _body, bodyBytes: _bytes, ...act }: Act): Act {
  return act;
}

function flipped(body: Bytes): Bytes {
  const copy = body.slice();
  copy[300] = (copy[300] ?? 0) ^ 1;
  return copy;
}

function textOf(body: unknown): string {
  if (typeof body === "string") return body;
  return body instanceof Uint8Array ? Buffer.from(body).toString("latin1") : "";
}
