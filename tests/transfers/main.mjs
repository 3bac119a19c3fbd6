// Stock clients of an open standard send sealed objects to the real server, over a wire that is cut. `run` starts this.
import { spawn, spawnSync } from "node:child_process";
import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { Server, Wire, signUp } from "./server.mjs";

const { ARMOIRE_PROGRAMS: programs, TUS_PYTHON: python, TUS_MODULES: modules } = process.env;
const tus = createRequire(join(modules, "package.json"))("tus-js-client");
const MEGABYTE = 1024 * 1024;

const folder = mkdtempSync(join(tmpdir(), "armoire-transfers-"));
const wire = new Wire();
const server = new Server(join(programs, "armoire-server"), join(folder, "data"));
await wire.open();
await server.start(wire.origin);
wire.target = server.port;
const account = await signUp(join(programs, "armoire"), wire.origin, join(folder, "profile"), "nadia4821");
/** Who knows where Nadia's locker is, and was granted nothing there. */
const depositor = await signUp(join(programs, "armoire"), wire.origin, join(folder, "depositor"), "luc0001");

/** A file sealed by age itself, for one recipient. */
function sealedFile(size) {
  const plain = join(folder, "plain");
  writeFileSync(plain, randomBytes(size));
  const [, recipient] = /(age1\S+)/.exec(spawnSync("age-keygen", { encoding: "utf8" }).stderr) ?? [];
  const path = join(folder, `sealed-${randomBytes(4).toString("hex")}`);
  const { status, stderr } = spawnSync("age", ["--recipient", recipient, "--output", path, plain], { encoding: "utf8" });
  assert.equal(status, 0, stderr);
  return path;
}

function plainFile(size) {
  const path = join(folder, "plain.pdf");
  writeFileSync(path, Buffer.concat([Buffer.from("%PDF-1.7\n"), randomBytes(size)]));
  return path;
}

/** The text of an id: 20 bytes in lower-case base32. */
function newObject() {
  const bits = [...randomBytes(20)].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  return bits.match(/.{5}/g).map((five) => "abcdefghijklmnopqrstuvwxyz234567"[Number.parseInt(five, 2)]).join("");
}

const headers = { Authorization: `Bearer ${account.token}` };
const objectAt = (object) => account.tus.replace(/uploads$/, `objects/${object}`);

/** Downloads in two ranges: what is there is what was sent. */
async function assertStored(object, path) {
  const sent = readFileSync(path);
  const middle = Math.floor(sent.length / 2);
  const part = async (range) => {
    const answer = await fetch(objectAt(object), { headers: { ...headers, Range: range } });
    assert.equal(answer.status, 206);
    return Buffer.from(await answer.arrayBuffer());
  };
  const got = Buffer.concat([await part(`bytes=0-${middle - 1}`), await part(`bytes=${middle}-`)]);
  assert.ok(got.equals(sent), "the object is what was sent");
}

/** Bytes that the server writes at once. */
const PIECE = 256 * 1024;

/** Cuts connections after so many bytes, each once the server has written another piece: what is on its way then is lost. */
function cutWhenKept(...bytes) {
  const spool = join(folder, "data", "uploads");
  const kept = () => readdirSync(spool).reduce((sum, name) => sum + statSync(join(spool, name)).size, 0);
  let least = kept();
  wire.cutAfter(...bytes);
  wire.onCut = async () => {
    least += PIECE;
    while (kept() < least) await setImmediate();
  };
}

async function assertAbsent(object) {
  assert.equal((await fetch(objectAt(object), { headers })).status, 404);
}

function tuspy(task) {
  const child = spawn(python, [fileURLToPath(new URL("tuspy_client.py", import.meta.url))], { stdio: ["pipe", "pipe", "inherit"] });
  child.stdin.end(JSON.stringify({ tus: account.tus, token: account.token, chunk: MEGABYTE, ...task }));
  return new Promise((resolve, reject) => {
    let output = "";
    child.stdout.on("data", (text) => (output += text));
    child.on("close", (code) => (code === 0 ? resolve(JSON.parse(output)) : reject(new Error(`tuspy ended with ${code}`))));
  });
}

/** Ends with how it went: the upload when it is complete, or the status and code of the refusal. */
function tusJs(path, object, options = {}) {
  return new Promise((resolve) => {
    const upload = new tus.Upload(readFileSync(path), {
      endpoint: account.tus, headers, metadata: { object }, retryDelays: [0, 50, 200, 1000], chunkSize: MEGABYTE,
      onError: (error) => {
        const answer = error.originalResponse;
        resolve({ status: answer?.getStatus(), body: answer?.getBody(), error, upload });
      },
      onSuccess: () => resolve({ upload }),
      ...options,
    });
    upload.start();
  });
}

const code = ({ body }) => JSON.parse(body).code;

const cases = {
  async "tuspy: sends in chunks with checksums, stops, and another process goes on"() {
    const [path, object] = [sealedFile(3 * MEGABYTE), newObject()];
    const stopped = await tuspy({ file: path, object, checksum: true, stop_at: 2 * MEGABYTE });
    assert.equal(stopped.offset, 2 * MEGABYTE);
    await assertAbsent(object);
    const done = await tuspy({ file: path, object, url: stopped.url, checksum: true });
    assert.equal(done.offset, readFileSync(path).length);
    await assertStored(object, path);
  },

  async "tuspy: goes on where a wire was cut"() {
    const [path, object] = [sealedFile(5 * MEGABYTE), newObject()];
    cutWhenKept(MEGABYTE + 500_000, 700_000);
    const done = await tuspy({ file: path, object, chunk: 8 * MEGABYTE, retries: 3 });
    assert.equal(wire.cuts, 2);
    assert.equal(done.offset, readFileSync(path).length);
    await assertStored(object, path);
  },

  async "tuspy: a wrong checksum is answered 460 and takes nothing"() {
    const [path, object] = [sealedFile(MEGABYTE), newObject()];
    const wrong = createHash("sha1").update("something else").digest("base64");
    const refused = await tuspy({ file: path, object, headers: { "Upload-Checksum": `sha1 ${wrong}` } });
    assert.equal(refused.status, 460);
    assert.equal(code(refused), "checksum");
    const head = await fetch(refused.url, { method: "HEAD", headers: { ...headers, "Tus-Resumable": "1.0.0" } });
    assert.equal(head.headers.get("upload-offset"), "0");
    const done = await tuspy({ file: path, object, url: refused.url, checksum: true });
    assert.equal(done.offset, readFileSync(path).length);
    await assertStored(object, path);
  },

  async "tuspy: plaintext is refused, and nothing of it is kept"() {
    const object = newObject();
    const refused = await tuspy({ file: plainFile(MEGABYTE), object });
    assert.equal(refused.status, 422);
    assert.equal(code(refused), "object_refused");
    const head = await fetch(refused.url, { method: "HEAD", headers: { ...headers, "Tus-Resumable": "1.0.0" } });
    assert.equal(head.status, 404);
    await assertAbsent(object);
  },

  async "tus-js-client: goes on where a wire was cut, again and again"() {
    const [path, object] = [sealedFile(6 * MEGABYTE), newObject()];
    const offsets = [];
    cutWhenKept(2 * MEGABYTE, MEGABYTE + 300_000, 900_000);
    const { error } = await tusJs(path, object, {
      chunkSize: Number.POSITIVE_INFINITY,
      onBeforeRequest: (request) => {
        if (request.getMethod() === "PATCH") offsets.push(Number(request.getHeader("Upload-Offset")));
      },
    });
    assert.equal(error, undefined);
    assert.equal(wire.cuts, 3);
    assert.ok(offsets.every((offset, at) => at === 0 || offset >= offsets[at - 1]), `went on at ${offsets}`);
    assert.ok(offsets.at(-1) >= 3 * PIECE, `went on at ${offsets}`);
    await assertStored(object, path);
  },

  async "tus-js-client: the server is killed six times and starts again"() {
    const [path, object] = [sealedFile(6 * MEGABYTE), newObject()];
    wire.cutAfter(MEGABYTE, 400_000, 1000, 900_000, 300_000, 2 * MEGABYTE);
    wire.onCut = async () => {
      await server.kill();
      await server.start(wire.origin);
    };
    const { error } = await tusJs(path, object, { chunkSize: Number.POSITIVE_INFINITY, retryDelays: Array(8).fill(100) });
    assert.equal(error, undefined);
    assert.equal(wire.cuts, 6);
    await assertStored(object, path);
  },

  async "tus-js-client: sends the first bytes with the beginning, and PATCH as POST where a network wants it"() {
    for (const options of [{ uploadDataDuringCreation: true }, { overridePatchMethod: true }]) {
      const [path, object] = [sealedFile(2 * MEGABYTE + 1000), newObject()];
      const { error } = await tusJs(path, object, options);
      assert.equal(error, undefined);
      await assertStored(object, path);
    }
  },

  async "tus-js-client: a wrong checksum is answered 460, plaintext 422"() {
    const [path, object] = [sealedFile(MEGABYTE), newObject()];
    const wrong = createHash("sha256").update("something else").digest("base64");
    const refused = await tusJs(path, object, {
      onBeforeRequest: (request) => {
        if (request.getMethod() === "PATCH") request.setHeader("Upload-Checksum", `sha256 ${wrong}`);
      },
    });
    assert.deepEqual([refused.status, code(refused)], [460, "checksum"]);
    const plain = await tusJs(plainFile(MEGABYTE), newObject());
    assert.deepEqual([plain.status, code(plain)], [422, "object_refused"]);
    await assertAbsent(object);
  },

  async "tus-js-client: ends an upload, and its room is free"() {
    const [path, object] = [sealedFile(3 * MEGABYTE), newObject()];
    const locker = account.tus.replace(/\/uploads$/, "");
    const used = async () => (await (await fetch(locker, { headers })).json()).used;
    const before = await used();
    const url = await new Promise((resolve, reject) => {
      const upload = new tus.Upload(readFileSync(path), {
        endpoint: account.tus, headers, metadata: { object }, chunkSize: MEGABYTE,
        onChunkComplete: () => void upload.abort(true).then(() => resolve(upload.url), reject),
        onError: reject,
      });
      upload.start();
    });
    const head = await fetch(url, { method: "HEAD", headers: { ...headers, "Tus-Resumable": "1.0.0" } });
    assert.equal(head.status, 404);
    assert.equal(await used(), before);
  },

  async "tus-js-client: somebody else hands in, over a wire that is cut, and takes no room"() {
    const [path, object] = [sealedFile(3 * MEGABYTE), newObject()];
    const locker = account.tus.replace(/\/uploads$/, "");
    const used = async () => (await (await fetch(locker, { headers })).json()).used;
    const before = await used();
    const theirs = { Authorization: `Bearer ${depositor.token}` };
    wire.cutAfter(MEGABYTE, 900_000);
    const { error, upload } = await tusJs(path, object, {
      headers: theirs, metadata: { object, deposit: "true" }, chunkSize: Number.POSITIVE_INFINITY,
    });
    assert.equal(error, undefined);
    assert.equal(wire.cuts, 2);
    await assertStored(object, path);
    assert.equal(await used(), before);
    // It is theirs alone to ask about, and not to read; without saying that they hand in they find no locker.
    const head = (of) => fetch(upload.url, { method: "HEAD", headers: { ...of, "Tus-Resumable": "1.0.0" } });
    assert.deepEqual([(await head(theirs)).status, (await head(headers)).status], [200, 404]);
    assert.equal((await fetch(objectAt(object), { headers: theirs })).status, 404);
    const refused = await tusJs(path, newObject(), { headers: theirs });
    assert.deepEqual([refused.status, code(refused)], [404, "not_found"]);
  },

  async "tus-js-client: a file's name stays here"() {
    const [path, object] = [sealedFile(1000), newObject()];
    const refused = await tusJs(path, object, { metadata: { object, filename: "Jugement 2231.pdf" } });
    assert.deepEqual([refused.status, code(refused)], [400, "malformed"]);
    await assertAbsent(object);
  },
};

let [passed, failed] = [0, 0];
for (const [name, run] of Object.entries(cases)) {
  try {
    await run();
    passed += 1;
    console.log(`ok      ${name}`);
  } catch (error) {
    failed += 1;
    console.log(`failed  ${name}\n${error.stack}`);
  }
  wire.cutAfter();
  wire.onCut = async () => {};
}
await server.kill();
wire.close();
rmSync(folder, { recursive: true, force: true });
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
