import { concat, decode, encode, uint32, utf8, type Bytes, type Text64 } from "../../../web/src/protocol/bytes";
import type { Fields } from "../../../web/src/protocol/canonical";
import { KEYRING_BLOCK, LABEL_BLOCK, padJson } from "../../../web/src/protocol/padding";
import { seal } from "../../../web/src/protocol/seal";
import * as limits from "../../../web/src/protocol/limits";
import type { Attack, Row } from "../harness/attack";
import { forgedLog } from "../harness/forged-log";
import { papers, type Scene } from "../harness/scene";
import { changeBytes, changeJson, serveKeyring, serveObject } from "../harness/tampers";
import { namedObject } from "./row-12-cut";
import { imports } from "./row-27-imports";

const paper = papers.bail;
const deep = (levels: number) => `${"[".repeat(levels)}${"]".repeat(levels)}`;

export const row27: Row = {
  number: 27,
  tests: (name, scene, _, client) => {
    if (client === "command line") imports(name, scene);
  },
  attacks: [
    ageHeader("a document whose age header is one byte too long", 8 * 1024 + 1),
    ageHeader("a document whose age header is 191 KiB", 191 * 1024),
    {
      name: "a recovery card's slot whose age header is 191 KiB",
      code: "header",
      fresh: (client) => client.recover(),
      tamper: () => [changeJson("POST /session", longSlot)],
    },
    {
      name: "an answer of 200,000 nested lists",
      code: "malformed",
      tamper: () => [changeBytes("POST /session", () => utf8(deep(200_000)))],
    },
    {
      name: "a keyring of 1,000 nested lists",
      code: { commandLine: ["too_large", "malformed"], web: "too_large" },
      tamper: async ({ insider: { account, accountKey, version } }) => {
        const json = padJson(utf8(`{"people":${deep(1000)}}`), KEYRING_BLOCK);
        return serveKeyring(version, await seal(accountKey, { context: "keyring", account, version }, json));
      },
    },
    {
      name: "a keyring over 1 MiB",
      code: "too_large",
      tamper: async ({ insider: { account, accountKey, version } }) => {
        const json = padJson(utf8(`{"people":"${"x".repeat(limits.KEYRING)}"}`), KEYRING_BLOCK);
        return serveKeyring(version, await seal(accountKey, { context: "keyring", account, version }, json));
      },
    },
    {
      name: "a frame that says its header has 4 GiB",
      code: "too_large",
      tamper: () => [changeBytes("GET /lockers/{}/living", (body) => concat(uint32(0xffff_fff0), body.slice(4)))],
    },
    {
      name: "a frame that ends before its length",
      code: ["malformed", "too_large"],
      tamper: () => [changeBytes("GET /lockers/{}/living", (body) => body.slice(0, -10))],
    },
    {
      name: "an answer that never ends",
      code: "too_large",
      tamper: () => [changeBytes("POST /session", () => endless(utf8(" ".repeat(1024 * 1024))))],
    },
    {
      name: "an object that never ends",
      code: "size",
      device: openPaper,
      tamper: async ({ insider }) => [serveObject((await insider.object(paper.name)).id, endless(new Uint8Array(1024 * 1024)))],
    },
    {
      name: "a label over 16 KiB",
      code: "body",
      tamper: (scene) => label(scene, `{"name":"${"x".repeat(limits.LABEL)}"}`),
    },
    {
      name: "a label of 1,000 nested lists",
      code: { commandLine: ["too_large", "malformed"], web: "too_large" },
      tamper: (scene) => label(scene, `{"name":${deep(1000)}}`),
    },
    {
      name: "a name over 1,024 bytes",
      code: "too_large",
      tamper: async (scene) => {
        const { label: own } = await scene.insider.document(paper.name);
        return label(scene, JSON.stringify({ ...own, name: "é".repeat(513) }));
      },
    },
  ],
};

function openPaper(device: { open: (id: string, name: string) => ReturnType<NonNullable<Attack["device"]>> }, { insider }: Scene) {
  return insider.document(paper.name).then(({ id }) => device.open(id, paper.name));
}

/** One good stanza, then others without end: libraries take time that grows with the square of their number. */
function ageHeader(name: string, length: number): Attack {
  return {
    name,
    code: "header",
    fresh: async (client, { insider }) => client.arriveAndOpen((await insider.document(paper.name)).id, paper.name),
    tamper: async (scene) => namedObject(scene, withLongHeader(await scene.insider.ciphertext(paper.name), length), paper.name),
  };
}

function longSlot(fields: Fields): Fields {
  const served = fields["slot"] as Fields;
  return { ...fields, slot: { ...served, sealed: encode(withLongHeader(decode(served["sealed"] as Text64), 191 * 1024)) } };
}

/** The one grease stanza that is allowed, with arguments that make the header this long. */
function withLongHeader(file: Bytes, length: number): Bytes {
  const end = Buffer.from(file.subarray(0, 8192)).indexOf("\n--- ") + 1;
  const headerEnd = file.indexOf(0x0a, end) + 1;
  const grease = (padding: number) => utf8(`-> x-grease ${"y".repeat(padding)}\n\n`);
  return concat(file.slice(0, end), grease(length - headerEnd - grease(0).length), file.slice(end));
}

async function label({ insider }: Scene, json: string) {
  const { id, key } = await insider.document(paper.name);
  const padded = padJson(utf8(json), LABEL_BLOCK);
  const sealed = encode(await seal(key, { context: "label", locker: insider.locker, node: id, version: 1 }, padded));
  return forgedLog(insider, (body) => (body.form === "document" && body.node === id ? { ...body, label: sealed } : body));
}

/** The same part again and again, until the client goes. */
async function* endless(part: Bytes): AsyncGenerator<Bytes> {
  for (;;) {
    yield part;
    await new Promise(setImmediate);
  }
}
