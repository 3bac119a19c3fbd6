import { MessageChannel as NodeChannel } from "node:worker_threads";
import { afterEach, describe, expect, it } from "vitest";
import { ArmoireError, type Armoire, type ArmoireEvent } from "../../src/bridge/bridge";
import { connect } from "../../src/bridge/client";
import { MOST_CALLS } from "../../src/bridge/messages";
import { Refusal } from "../../src/protocol/refusal";
import { Secret } from "../../src/protocol/secret";
import { serve } from "../../src/worker/serve";

const open: (() => void)[] = [];

afterEach(() => {
  for (const close of open.splice(0)) close();
});

/** A page and a worker, in one process: only what can be cloned crosses. */
function pageOf(worker: Partial<Armoire>): { page: Armoire; line: MessagePort } {
  const { port1, port2 } = new NodeChannel() as unknown as MessageChannel;
  serve(port1, { watch: () => () => undefined, ...worker } as Armoire);
  port1.start();
  port2.start();
  open.push(() => {
    port1.close();
  });
  return { page: connect(port2), line: port2 };
}

describe("the bridge", () => {
  it("carries a call and its answer, and moves the bytes", async () => {
    const bytes = new Uint8Array([1, 2, 3]).buffer;
    const kept = { durable: false, replaces: false, step: "kept" as const, sent: 0, total: 3, added: 5 };
    const { page } = pageOf({
      add: ({ name, type, folder, bytes: moved }) => Promise.resolve({ id: "d", folder, name, type, size: moved.byteLength, ...kept }),
    });
    const paper = await page.add({ name: "x", type: "image/png", bytes, folder: "f" });
    expect(paper).toEqual({ id: "d", folder: "f", name: "x", type: "image/png", size: 3, ...kept });
    expect(bytes.byteLength).toBe(0);
  });

  it("carries progress after as many inputs as the method has", async () => {
    const told: unknown[] = [];
    const { page } = pageOf({
      openVersion: (id, version, progress) => {
        progress?.(1, 2);
        progress?.(2, 2);
        return Promise.resolve({ name: `${id} ${version}`, type: "", bytes: new ArrayBuffer(0) });
      },
    });
    const { name } = await page.openVersion("d", 3, (sent, total) => told.push(sent / total));
    expect([name, told]).toEqual(["d 3", [0.5, 1]]);
  });

  it("tells every listener what happens, until it stops listening", async () => {
    let happen: (event: ArmoireEvent) => void = () => undefined;
    const { page } = pageOf({
      watch: (listener) => {
        happen = listener;
        return () => undefined;
      },
      lock: () => Promise.resolve(),
    });
    const [first, second]: ArmoireEvent[][] = [[], []];
    const stop = page.watch((event) => first?.push(event));
    page.watch((event) => second?.push(event));
    happen({ kind: "changed" });
    await page.lock();
    stop();
    happen({ kind: "connection", here: false });
    await page.lock();
    expect(first).toEqual([{ kind: "changed" }]);
    expect(second).toEqual([{ kind: "changed" }, { kind: "connection", here: false }]);
  });

  it("moves a passkey's answers, and keeps no copy of them", async () => {
    const answer = () => new Uint8Array(32).fill(7).buffer;
    const seen: Uint8Array[] = [];
    const { page } = pageOf({
      addPasskey: ({ first, second }) => Promise.resolve(void seen.push(new Uint8Array(first), new Uint8Array(second))),
      unlockWithPasskey: (secret) => Promise.resolve(void seen.push(new Uint8Array(secret))),
    });
    const [first, second, secret] = [answer(), answer(), answer()];
    await page.addPasskey({ first, second, name: "x" });
    await page.unlockWithPasskey(secret, "mine");
    expect([first, second, secret].map(({ byteLength }) => byteLength)).toEqual([0, 0, 0]);
    expect(seen).toEqual([first, second, secret].map(() => new Uint8Array(32).fill(7)));
  });

  it("carries how many tries of a PIN are left", async () => {
    const { page } = pageOf({ unlockWithPin: () => Promise.reject(new ArmoireError("sign_in_refused", { left: 0 })) });
    await expect(page.unlockWithPin("000000")).rejects.toMatchObject({ code: "sign_in_refused", detail: { left: 0 } });
  });

  it("moves the bytes of a paper in the pocket", async () => {
    const bytes = new Uint8Array([9]).buffer;
    const { page } = pageOf({ pocketRead: (id) => Promise.resolve({ name: id, type: "", bytes }) });
    expect(new Uint8Array((await page.pocketRead("d")).bytes)).toEqual(new Uint8Array([9]));
    expect(bytes.byteLength).toBe(0);
  });

  it("carries the bytes of an opened document back", async () => {
    const { page } = pageOf({ open: () => Promise.resolve({ name: "x", type: "text/plain", bytes: new Uint8Array([7]).buffer }) });
    expect(new Uint8Array((await page.open("d")).bytes)).toEqual(new Uint8Array([7]));
  });

  it.each([
    [new ArmoireError("quota_reached", { quota: 10, used: 9 }), { code: "quota_reached", detail: { quota: 10, used: 9 } }],
    [new Refusal("words_unknown", 3), { code: "words_unknown", detail: { place: 3 } }],
    [new Error("the words are abaisser abandon"), { code: "internal" }],
  ])("gives %s as a typed error, and an unexpected one without its text", async (error, expected) => {
    const { page } = pageOf({ lock: () => Promise.reject(error) });
    const refused = await page.lock().catch((caught: unknown) => caught);
    expect(refused).toBeInstanceOf(ArmoireError);
    expect(refused).toMatchObject(expected);
    expect(String(refused)).not.toContain("abaisser");
  });

  it("says `locked` to what still runs when keys were forgotten", async () => {
    const key = new Secret(new Uint8Array(32));
    key.forget();
    const { page } = pageOf({ contents: () => Promise.resolve().then(() => key.exposeBytes() as never) });
    await expect(page.contents()).rejects.toMatchObject({ code: "locked" });
  });

  it("refuses more calls than a page can mean", async () => {
    const { page } = pageOf({ lock: () => new Promise(() => undefined) });
    const calls = Array.from({ length: MOST_CALLS }, () => page.lock());
    calls.forEach((call) => void call.catch(() => undefined));
    await expect(page.lock()).rejects.toMatchObject({ code: "too_many_calls" });
  });

  it("ignores what isn't one of its messages", async () => {
    const { page, line } = pageOf({ prepareHandle: (name) => Promise.resolve(name) });
    for (const message of [null, 1, { id: "1" }, { id: 1, method: "constructor", input: [] }, { id: 1, method: "watch", input: [] }]) line.postMessage(message);
    expect(await page.prepareHandle("nadia0000")).toBe("nadia0000");
  });
});
