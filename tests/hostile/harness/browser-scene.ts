import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import type { Person } from "../../../web/tests/browser/harness/person";
import { Stage, type Visit } from "../../../web/tests/browser/harness/stage";
import { serveApp } from "./app";
import { HostileProxy } from "./proxy";
import { Server } from "./server";

/** People with Chromium in front of the real server; all that passes goes through the proxy. */
export interface BrowserScene {
  proxy: HostileProxy;
  /** A new phone at the first screen. `provokes` are lines on the console that the test causes on purpose. */
  visit: (provokes?: readonly RegExp[]) => Promise<Visit>;
}

export function useBrowserScene(): () => BrowserScene {
  let scene: (BrowserScene & { end: () => Promise<void> }) | undefined;
  beforeAll(async () => {
    scene = await open();
  });
  afterAll(() => scene?.end());
  return () => {
    if (scene === undefined) throw new Error("the scene isn't open yet");
    return scene;
  };
}

async function open(): Promise<BrowserScene & { end: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), "armoire-hostile-"));
  const proxy = await HostileProxy.start();
  const server = await Server.start(join(folder, "data"), proxy.origin);
  proxy.leadTo(server.port);
  serveApp(proxy);
  const stage = await Stage.open(proxy.origin);
  return {
    proxy,
    visit: (provokes = []) => {
      proxy.play([]);
      return stage.visit("en", provokes);
    },
    end: async () => {
      await stage.close();
      await server.stop();
      await proxy.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A file that lies nowhere, to be chosen. */
export function file(name: string, content: string | Uint8Array): { name: string; mimeType: string; buffer: Buffer } {
  return { name, mimeType: "application/octet-stream", buffer: Buffer.from(content) };
}

/** Adds files, and waits until the server has them. */
export async function add(person: Person, ...files: ReturnType<typeof file>[]): Promise<void> {
  const { texts, page } = person;
  const sent = page.getByText(texts.state.sent, { exact: true });
  const before = await sent.count();
  await person.choose(...files);
  await person.button(texts.keep.go(files.length)).click();
  await person.title(texts.home.title).waitFor();
  await sent.nth(before + files.length - 1).waitFor();
}
