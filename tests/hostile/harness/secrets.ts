import { encode, utf8, type Bytes } from "../../../web/src/protocol/bytes";
import type { Asked } from "./proxy";

/** Something that must never leave a device. */
export interface NamedSecret {
  name: string;
  bytes: Uint8Array;
}

/** Names of the secrets found in what clients sent, in any of the usual encodings. */
export function secretsIn(sent: readonly Asked[], secrets: readonly NamedSecret[]): string[] {
  const texts = sent.map((asked) => Buffer.from(`${asked.method} ${decoded(asked.path)} ${JSON.stringify(asked.headers)}\n`));
  const all = Buffer.concat(sent.flatMap(({ body }, at) => [texts[at] ?? Buffer.alloc(0), Buffer.from(body), Buffer.from("\n")]));
  return secretsInBytes(all, secrets);
}

/** The same in anything else: what a device keeps, what a console says. */
export function secretsInBytes(all: Buffer, secrets: readonly NamedSecret[]): string[] {
  return secrets.filter(({ bytes }) => formsOf(bytes).some((form) => all.includes(form))).map(({ name }) => name);
}

export function text(name: string, value: string): NamedSecret {
  return { name, bytes: utf8(value) };
}

/** A secret as it is, as base64 and base64url at any alignment, and in hexadecimal. */
function formsOf(bytes: Uint8Array): Buffer[] {
  const raw = Buffer.from(bytes);
  const aligned = [0, 1, 2].flatMap((shift) => {
    // Without the characters that depend on the neighbours.
    const end = bytes.length - ((bytes.length - shift) % 3);
    const inner: Bytes = new Uint8Array(raw.subarray(shift, end));
    const url = encode(inner);
    return [url, url.replaceAll("-", "+").replaceAll("_", "/")];
  });
  const texts = [...aligned, raw.toString("hex"), raw.toString("hex").toUpperCase()];
  return [raw, ...texts.filter((form) => form.length >= 8).map((form) => Buffer.from(form))];
}

function decoded(path: string): string {
  try {
    return `${path} ${decodeURIComponent(path)}`;
  } catch {
    return path;
  }
}
