import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { addSent } from "./add-sent";
import { serverForTests } from "./for-tests";
import type { NodeWorld } from "./node-world";
import { openedDevice } from "./test-device";

const PIECE = 256 * 1024;

const server = serverForTests();

const opened = (name: string) => openedDevice(server.origin, name);

function scan(length: number): ArrayBuffer {
  const bytes = new Uint8Array(length);
  for (let at = 0; at < length; at += 1) bytes[at] = (at * 31) % 253;
  return bytes.buffer;
}

function same(one: ArrayBuffer, other: ArrayBuffer): boolean {
  return Buffer.from(one).equals(Buffer.from(other));
}

/** Bytes of each piece that reached the server, in order, with the offset that it was for. */
function pieces(world: NodeWorld): { offset: number; length: number }[] {
  return world.sent
    .filter(({ path, request }) => path.includes("/uploads") && ["POST", "PATCH"].includes(request.method ?? ""))
    .map(({ request }) => ({
      offset: Number(new Headers(request.headers).get("Upload-Offset") ?? 0),
      length: (request.body as Uint8Array).length,
    }));
}

describe("an upload", () => {
  it("goes in pieces of 256 KB, and goes on at the same piece when the page is closed between two", async () => {
    const { phone, vault, world, folder, words } = await opened("Nadia");
    let sent = 0;
    const cut = new Promise<void>((resolve) => {
      world.between = (path, request, send) => {
        if (!path.includes("/uploads")) return send(request);
        sent += 1;
        if (sent <= 3) return send(request);
        // From here on the phone has no network.
        resolve();
        world.between = (where) => Promise.reject(new TypeError(where));
        return Promise.reject(new TypeError(path));
      };
    });
    const bytes = scan(5 * PIECE);
    const { id } = await vault.add({ name: "scan.pdf", type: "application/pdf", bytes: bytes.slice(0), folder });
    await cut;
    await vault.lock();
    expect(pieces(world).map(({ offset }) => offset)).toEqual([0, PIECE, 2 * PIECE]);

    const later = phone.page();
    await later.vault.signIn(words);
    await later.vault.sent(id);
    // Nothing that the server had is sent again.
    expect(pieces(later.world).map(({ offset }) => offset)).toEqual([3 * PIECE, 4 * PIECE, 5 * PIECE]);
    expect(pieces(later.world).every(({ length }) => length <= PIECE)).toBe(true);
    expect(same((await later.vault.open(id)).bytes, bytes)).toBe(true);
    await later.vault.lock();
  });

  it("sends a piece again that was damaged on its way, or whose answer was lost", async () => {
    const { vault, world, folder } = await opened("Amadou");
    let patches = 0;
    world.between = async (_path, request, send) => {
      if (request.method !== "PATCH") return send(request);
      patches += 1;
      if (patches === 1) {
        const damaged = (request.body as Uint8Array<ArrayBuffer>).slice();
        damaged[9] = (damaged[9] ?? 0) ^ 1;
        return send({ ...request, body: damaged });
      }
      const response = await send(request);
      if (patches === 3) throw new TypeError("network");
      return response;
    };
    const bytes = scan(4 * PIECE);
    const document = await addSent(vault, { name: "x", type: "text/plain", bytes: bytes.slice(0), folder });
    expect(same((await vault.open(document.id)).bytes, bytes)).toBe(true);
    await vault.lock();
  });

  it("begins again when the server has forgotten it, and when it has thrown the object away before it was named", async () => {
    const { vault, world, folder } = await opened("Fatou");
    let forgotten = 0;
    world.between = (path, request, send) => {
      if (request.method === "PATCH" && forgotten === 0) {
        forgotten += 1;
        const answer = { type: "about:blank", title: "", status: 404, code: "not_found" };
        return Promise.resolve(new Response(JSON.stringify(answer), { status: 404 }));
      }
      if (path.endsWith("/acts") && request.method === "POST" && forgotten === 1) {
        forgotten += 1;
        const answer = { type: "about:blank", title: "", status: 409, code: "object_gone", object: "x" };
        return Promise.resolve(new Response(JSON.stringify(answer), { status: 409 }));
      }
      return send(request);
    };
    const bytes = scan(2 * PIECE);
    const document = await addSent(vault, { name: "x", type: "text/plain", bytes: bytes.slice(0), folder });
    expect(forgotten).toBe(2);
    expect(same((await vault.open(document.id)).bytes, bytes)).toBe(true);
    await vault.lock();
  });

  it("tells how far it is", async () => {
    const { vault, folder } = await opened("Li");
    const told: number[] = [];
    vault.watch((event) => {
      if (event.kind === "outgoing") for (const { step, sent, total } of event.papers) if (step === "sending") told.push(sent / total);
    });
    await addSent(vault, { name: "x", type: "text/plain", bytes: scan(3 * PIECE), folder });
    expect(told).toEqual([...told].sort((one, other) => one - other));
    expect(told.length).toBeGreaterThan(3);
    expect(told.at(-1)).toBe(1);
    await vault.lock();
  });
});

describe("a download", () => {
  it("goes on where it was cut, and is whole", async () => {
    const { vault, world, folder } = await opened("Awa");
    const bytes = scan(3 * PIECE);
    const { id } = await addSent(vault, { name: "x", type: "text/plain", bytes: bytes.slice(0), folder });
    const asked: (string | null)[] = [];
    world.between = async (path, request, send) => {
      if (!path.includes("/objects/")) return send(request);
      asked.push(new Headers(request.headers).get("Range"));
      const response = await send(request);
      return asked.length > 1 ? response : new Response(cutAfter(new Uint8Array(await response.arrayBuffer()), PIECE), response);
    };
    const told: number[] = [];
    expect(same((await vault.open(id, (got, total) => told.push(got / total))).bytes, bytes)).toBe(true);
    expect(asked).toEqual([null, `bytes=${PIECE}-`]);
    expect(told.at(-1)).toBe(1);
    await vault.lock();
  });

  it.each([
    ["short", 1000],
    ["long", 3 * PIECE],
  ])("of a %s object that the server's disk has damaged is altered, and no matter of the network", async (name, length) => {
    const { vault, folder } = await opened(`Ivan${name}`);
    const before = new Set(files(server.data));
    const { id } = await addSent(vault, { name, type: "text/plain", bytes: scan(length), folder });
    const [object] = files(join(server.data, "objects")).filter((path) => !before.has(path));
    const stored = readFileSync(object!);
    stored.writeUInt8(stored.readUInt8(stored.length - 100) ^ 1, stored.length - 100);
    writeFileSync(object!, stored);
    await expect(vault.open(id)).rejects.toMatchObject({ code: "hash" });
    await vault.lock();
  });

  it("isn't given out when what went on isn't what was begun", async () => {
    const { vault, world, folder } = await opened("Omar");
    const { id } = await addSent(vault, { name: "x", type: "text/plain", bytes: scan(2 * PIECE), folder });
    let asked = 0;
    world.between = async (path, request, send) => {
      if (!path.includes("/objects/")) return send(request);
      asked += 1;
      const response = await send(request);
      const body = new Uint8Array(await response.arrayBuffer());
      if (asked === 1) return new Response(cutAfter(body, PIECE), response);
      body[100] = (body[100] ?? 0) ^ 1;
      return new Response(body, response);
    };
    await expect(vault.open(id)).rejects.toMatchObject({ code: "hash" });
    expect(asked).toBe(2);
    await vault.lock();
  });
});

function cutAfter(body: Uint8Array<ArrayBuffer>, length: number): ReadableStream {
  let given = false;
  return new ReadableStream({
    pull: (controller) => {
      if (given) controller.error(new TypeError("network"));
      else controller.enqueue(body.slice(0, length));
      given = true;
    },
  });
}

function files(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
