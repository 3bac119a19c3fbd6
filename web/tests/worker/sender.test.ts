import { expect, it } from "vitest";
import { ArmoireError } from "../../src/bridge/bridge";
import { hashOf } from "../../src/protocol/bytes";
import { randomId } from "../../src/protocol/id";
import { MemoryStore } from "../../src/worker/device/memory-store";
import { onlyTab } from "../../src/worker/device/tabs";
import type { Kept } from "../../src/worker/outgoing/kept";
import { Outbox } from "../../src/worker/outgoing/outbox";
import { Sender, type Delivery } from "../../src/worker/outgoing/sender";

const account = randomId();

function kept(name: string, added: number): Kept {
  const object = { id: randomId(), size: 4, sha256: hashOf(new Uint8Array(0)) };
  const [locker, node, folder] = [randomId(), randomId(), randomId()];
  return { account, locker, node, folder, name, type: "image/jpeg", size: 4, added, payload: "AGE", object, crc32c: "AAAA" };
}

it("a paper that the server keeps putting off doesn't hold up those behind it", async () => {
  const outbox = new Outbox(await MemoryStore.create());
  const [stuck, behind] = [kept("stuck.jpg", 5), kept("behind.jpg", 6)];
  for (const paper of [stuck, behind]) await outbox.keep(paper, new Uint8Array(4), 0);
  const tried: string[] = [];
  const delivery: Delivery = {
    upload: ({ name }) => {
      tried.push(name);
      return name === stuck.name ? Promise.reject(new ArmoireError("internal")) : Promise.resolve();
    },
    name: ({ node }) => Promise.resolve(node),
    changed: () => undefined,
    arrived: () => Promise.resolve(),
    closed: () => undefined,
  };
  // Every wait is over at once; after some the test has seen enough.
  const soon = (_wait: number, action: () => void) => {
    if (tried.length < 6) queueMicrotask(action);
    else sender.stop();
    return () => undefined;
  };
  const sender = new Sender({ account, locker: randomId() }, outbox, onlyTab(), soon, delivery);
  await sender.start();
  await sender.work();
  expect(tried).toContain(behind.name);
  expect((await outbox.list(account)).map(({ name }) => name)).toEqual([stuck.name]);
});
