import { expect, test } from "vitest";
import { readFrames } from "../../../web/src/protocol/act/frame";
import { lengthOf } from "../../../web/src/protocol/bytes";
import { add, file, type BrowserScene } from "../harness/browser-scene";
import type { Exchange } from "../harness/proxy";
import { matches } from "../harness/route";

/** Near each other, and of one padded size. */
const near = [4993, 5000, 5100, 5120];

export function row31(scene: () => BrowserScene): void {
  test("row 31 · browser · papers of nearby sizes and names of any length are sent in equal sizes, and no answer is compressed", async () => {
    const { proxy, visit } = scene();
    const { person, context } = await visit();
    await person.create("Nadia");
    const sizes = new Set<number>();
    const labels = new Set<number>();
    for (const [at, size] of near.entries()) {
      proxy.play([]);
      await add(person, file(`${"n".repeat(1 + 20 * at)}.txt`, new Uint8Array(size).fill(65)));
      sizes.add(payloadOf(proxy.record));
      labels.add(labelOf(proxy.record));
      for (const { path, headers, answer } of proxy.record.filter(({ path }) => path.startsWith("/api/"))) {
        expect(headers["accept-encoding"], path).toContain("gzip");
        expect(answer.headers["content-encoding"], path).toBeUndefined();
      }
    }
    expect([...sizes], "sizes of what was sent").toHaveLength(1);
    expect([...sizes][0]).toBeGreaterThan(5000);
    expect([...labels], "sizes of labels").toHaveLength(1);
    await context.close();
  });
}

/** Bytes of the object, in one request or in several. */
function payloadOf(record: readonly Exchange[]): number {
  const carriers = ["PUT /lockers/{}/objects/{}", "POST /lockers/{}/uploads", "PATCH /lockers/{}/uploads/{}", "PATCH /uploads/{}"];
  return record.filter((asked) => carriers.some((route) => matches(route, asked))).reduce((sum, { body }) => sum + body.length, 0);
}

function labelOf(record: readonly Exchange[]): number {
  const appended = record.filter((asked) => matches("POST /lockers/{}/acts", asked)).flatMap(({ body }) => readFrames(body, 100));
  const put = appended.find(({ body }) => body?.form === "document")?.body;
  if (put?.form !== "document") throw new Error("nothing was added");
  return lengthOf(put.label);
}
