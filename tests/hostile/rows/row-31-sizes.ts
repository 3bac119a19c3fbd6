import { expect, test } from "vitest";
import { readFrames } from "../../../web/src/protocol/act/frame";
import { lengthOf } from "../../../web/src/protocol/bytes";
import type { Row } from "../harness/attack";
import type { Client } from "../harness/outcome";
import type { HostileProxy } from "../harness/proxy";
import { matches } from "../harness/route";

/** Near each other, and of one padded size: a document of 5,000 bytes, or of 5,100, is 5,120 for whoever stores it. */
const near = [4993, 5000, 5100, 5120];

export const row31: Row = {
  number: 31,
  attacks: [],
  tests: (name, scene, client) => {
    test(name("documents of nearby sizes, and names of any length, are stored in equal sizes"), async () => {
      const sizes = new Set<number>();
      const labels = new Set<number>();
      for (const [at, size] of near.entries()) {
        const stored = await add(scene().proxy, client(), `${"n".repeat(1 + 20 * at)}.txt`, new Uint8Array(size).fill(65));
        sizes.add(stored.object.length - headerOf(stored.object));
        labels.add(stored.label);
      }
      expect([...sizes], "sizes of what was stored").toHaveLength(1);
      expect([...labels], "sizes of labels").toHaveLength(1);
    });

    test(name("the same file twice is stored as two things that have nothing in common"), async () => {
      const file = new Uint8Array(3000).fill(66);
      const one = await add(scene().proxy, client(), "same.txt", file);
      const other = await add(scene().proxy, client(), "same.txt", file);
      expect(one.name).not.toBe(other.name);
      expect(Buffer.from(one.object).equals(Buffer.from(other.object))).toBe(false);
      // Not even a block of it: age's first 21 bytes are every file's.
      const block = Buffer.from(one.object.subarray(300, 332));
      expect(Buffer.from(other.object).includes(block)).toBe(false);
    });

    test(name("answers that hold secrets are not compressed, whatever the client takes"), async () => {
      const { proxy } = scene();
      proxy.play([]);
      const outcome = await (await client().device()).list();
      expect(outcome.code).toBeUndefined();
      const { headers } = proxy.record.find(({ path }) => path.includes("/acts")) ?? { headers: {} };
      for (const { path } of [...proxy.record]) {
        const answer = await fetch(`${proxy.origin}${path}`, { headers: { ...forwarded(headers), "accept-encoding": "gzip, br, deflate, zstd" } });
        expect(answer.headers.get("content-encoding"), path).toBeNull();
        await answer.arrayBuffer();
      }
    });
  },
};

/** Length of an age file's header. The command line's age greases it with a stanza of random length: noise, that tells nothing. */
function headerOf(file: Uint8Array): number {
  const end = Buffer.from(file.subarray(0, 8192)).indexOf("\n--- ");
  return file.indexOf(0x0a, end + 1) + 1;
}

/** Adds a file; gives what the server got of it. */
async function add(proxy: HostileProxy, client: Client, name: string, content: Uint8Array) {
  proxy.play([]);
  const { code } = await client.add(name, content);
  expect(code).toBeUndefined();
  // The command line sends it whole; the browser in pieces, the first with the announcement of all.
  const carriers = ["PUT /lockers/{}/objects/{}", "POST /lockers/{}/uploads", "PATCH /lockers/{}/uploads/{}"];
  const pieces = proxy.record.filter((asked) => carriers.some((carrier) => matches(carrier, asked)));
  const appended = proxy.record.filter((asked) => matches("POST /lockers/{}/acts", asked)).flatMap(({ body }) => readFrames(body, 100));
  const put = appended.find(({ body }) => body?.form === "document")?.body;
  if (pieces.length === 0 || put?.form !== "document") throw new Error("nothing was added");
  return { name: put.objects[0]?.id, object: Buffer.concat(pieces.map(({ body }) => body)), label: lengthOf(put.label) };
}

/** Of the headers only those that say who asks. */
function forwarded(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([key]) => ["authorization", "cookie"].includes(key)));
}
