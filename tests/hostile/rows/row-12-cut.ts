import { concat, hashOf, type Bytes } from "../../../web/src/protocol/bytes";
import { padPayload } from "../../../web/src/protocol/padding";
import { Identity, sealTo } from "../../../web/src/protocol/to";
import type { Attack, Codes, Row } from "../harness/attack";
import { flip } from "../harness/forge";
import { forgedLog } from "../harness/forged-log";
import { papers, type Scene } from "../harness/scene";
import { serveObject } from "../harness/tampers";

const paper = papers.large;
/** A chunk of age's stream: 64 KiB and its tag (https://c2sp.org/age, "Payload"). */
const CHUNK = 64 * 1024 + 16;
const NONCE = 16;

interface Cut {
  name: string;
  /** When the log names what was stored. */
  wire: Codes;
  /** When the log names what is served, as if the holder had signed it: age's own stream must tell. */
  named: Codes;
  change: (file: Bytes) => Bytes;
}

const cuts: Cut[] = [
  { name: "cut after its first chunk", wire: "size", named: "tampered", change: (file) => file.slice(0, streamOf(file) + CHUNK) },
  { name: "cut after its second chunk", wire: "size", named: "tampered", change: (file) => file.slice(0, streamOf(file) + 2 * CHUNK) },
  { name: "cut inside its last chunk", wire: "size", named: "tampered", change: (file) => file.slice(0, -1000) },
  { name: "cut by one byte", wire: "size", named: "tampered", change: (file) => file.slice(0, -1) },
  { name: "without any chunk", wire: "size", named: "tampered", change: (file) => file.slice(0, streamOf(file)) },
  { name: "with two chunks exchanged", wire: "hash", named: "tampered", change: exchanged },
  { name: "with a chunk twice", wire: "size", named: "tampered", change: (file) => concat(file.slice(0, streamOf(file) + CHUNK), file.slice(streamOf(file))) },
  { name: "with bytes after its end", wire: "size", named: "tampered", change: (file) => concat(file, new Uint8Array(100)) },
  { name: "with a byte of its last chunk changed", wire: "hash", named: "tampered", change: (file) => flip(file, file.length - 500) },
  { name: "with its header's MAC changed", wire: "hash", named: "tampered", change: (file) => flip(file, streamOf(file) - NONCE - 20, 1) },
];

export const row12: Row = {
  number: 12,
  attacks: [
    ...cuts.map((cut) => onTheWire(cut)),
    ...cuts.map((cut) => named(cut)),
    sealedAgain("shorter than its label says", (file) => padPayload(file.slice(0, 70_000))),
    sealedAgain("with padding that isn't zero", (file) => padPayload(file).fill(1, file.length)),
    sealedAgain("without padding", (file) => file),
  ],
};

function onTheWire({ name, wire, change }: Cut): Attack {
  return {
    name: `a document ${name}`,
    code: wire,
    device: async (device, { insider }) => device.open((await insider.document(paper.name)).id, paper.name),
    tamper: async ({ insider }) => [serveObject((await insider.object(paper.name)).id, change(await insider.ciphertext(paper.name)))],
  };
}

function named({ name, named: code, change }: Cut): Attack {
  return {
    name: `a document ${name}, as the log names it`,
    code,
    fresh: async (client, { insider }) => client.arriveAndOpen((await insider.document(paper.name)).id, paper.name),
    tamper: async (scene) => namedObject(scene, change(await scene.insider.ciphertext(paper.name))),
  };
}

/** A good age file for the right identity, and the log names it: what is inside isn't what the label says. */
function sealedAgain(name: string, inside: (file: Bytes) => Bytes): Attack {
  return {
    name: `a document sealed again ${name}`,
    code: "padding",
    fresh: async (client, { insider }) => client.arriveAndOpen((await insider.document(paper.name)).id, paper.name),
    tamper: async (scene) => {
      const { label } = await scene.insider.document(paper.name);
      const recipient = await Identity.read("X25519", label.payload).recipient();
      return namedObject(scene, await sealTo("X25519", recipient, inside(new TextEncoder().encode(paper.content))));
    },
  };
}

/** Serves an object in place of the paper's, and a log that names it with its size and hash. */
export async function namedObject({ insider }: Scene, object: Bytes, name: string = paper.name) {
  const { id } = await insider.document(name);
  const { id: objectId } = await insider.object(name);
  const objects = [{ id: objectId, size: object.length, sha256: hashOf(object) }];
  const log = await forgedLog(insider, (body) => (body.form === "document" && body.node === id ? { ...body, objects } : body));
  return [...log, serveObject(objectId, object)];
}

/** Where the chunks begin: after the header and the nonce. */
function streamOf(file: Bytes): number {
  const header = Buffer.from(file.subarray(0, 8192)).indexOf("\n--- ");
  return file.indexOf(0x0a, header + 1) + 1 + NONCE;
}

function exchanged(file: Bytes): Bytes {
  const start = streamOf(file);
  const [one, other] = [file.slice(start, start + CHUNK), file.slice(start + CHUNK, start + 2 * CHUNK)];
  return concat(file.slice(0, start), other, one, file.slice(start + 2 * CHUNK));
}
