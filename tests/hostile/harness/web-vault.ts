import { ArmoireError } from "../../../web/src/bridge/bridge";
import { Refusal } from "../../../web/src/protocol/refusal";
import { Vault } from "../../../web/src/worker/vault";
import { alone } from "../../../web/src/worker/alone";
import type { World } from "../../../web/src/worker/world";
import type { Holder } from "./holder";
import type { Client, Device, Outcome } from "./outcome";

/** The world of a browser's worker, in Node: the same requests with the same headers, and one cookie. */
export function webWorld(origin: string): World {
  let cookie = "";
  const ask = async (path: string, request: RequestInit): Promise<Response> => {
    const headers = { ...(request.headers as Record<string, string> | undefined), Origin: origin, ...(cookie && { Cookie: cookie }) };
    const response = await fetch(origin + path, { ...request, headers, redirect: "error" });
    for (const set of response.headers.getSetCookie()) cookie = set.split(";")[0] ?? "";
    return response;
  };
  return { ...alone, origin, now: () => Date.now(), fetch: ask };
}

/** The code of the browser's worker: the vault behind the page. */
export class WebVault implements Client {
  readonly name = "web vault";
  readonly #origin: string;
  readonly #holder: Holder;

  constructor(origin: string, holder: Holder) {
    this.#origin = origin;
    this.#holder = holder;
  }

  async arrive(): Promise<Outcome> {
    const device = new WebVaultDevice(this.#origin, this.#holder);
    const signedIn = await device.signInAgain();
    return signedIn.code === undefined ? device.list() : signedIn;
  }

  async arriveAndOpen(id: string): Promise<Outcome> {
    const device = new WebVaultDevice(this.#origin, this.#holder);
    const signedIn = await device.signInAgain();
    return signedIn.code === undefined ? device.open(id) : signedIn;
  }

  async device(): Promise<WebVaultDevice> {
    const device = new WebVaultDevice(this.#origin, this.#holder);
    await device.signIn();
    return device;
  }

  recover(): Promise<Outcome> {
    const vault = new Vault(webWorld(this.#origin));
    return outcome(() => vault.recover({ card: this.#holder.card, language: "fr", device: "shared" }));
  }

  signUp(): Promise<Outcome> {
    const vault = new Vault(webWorld(this.#origin));
    return outcome(async () => vault.createLocker({ handle: await vault.prepareHandle("signe"), language: "fr", device: "shared" }));
  }

  async add(name: string, content: Uint8Array): Promise<Outcome> {
    const { vault } = await this.device();
    const { folders } = await vault.contents();
    return outcome(async () => {
      const { id } = await vault.add({ name, type: "text/plain", bytes: new Uint8Array(content).buffer, folder: folders[0]?.id ?? "" });
      return vault.sent(id);
    });
  }
}

export class WebVaultDevice implements Device {
  readonly vault: Vault;
  readonly #holder: Holder;

  constructor(origin: string, holder: Holder) {
    this.vault = new Vault(webWorld(origin));
    this.#holder = holder;
  }

  list(): Promise<Outcome> {
    return outcome(() => this.vault.contents());
  }

  open(id: string): Promise<Outcome> {
    return outcome(async () => Buffer.from((await this.vault.open(id)).bytes).toString("latin1"));
  }

  async signIn(): Promise<void> {
    await this.vault.signIn({ handle: this.#holder.handle, words: this.#holder.words, device: "shared" });
    await this.vault.contents();
  }

  async signInAgain(): Promise<Outcome> {
    await this.vault.lock();
    return outcome(() => this.vault.signIn({ handle: this.#holder.handle, words: this.#holder.words, device: "shared" }));
  }
}

async function outcome(work: () => Promise<unknown>): Promise<Outcome> {
  try {
    const value = await work();
    return { shown: typeof value === "string" ? value : JSON.stringify(value ?? "") };
  } catch (error) {
    // What the worker tells the page, and nothing that it doesn't know.
    if (error instanceof ArmoireError || error instanceof Refusal) return { code: error.code, shown: "" };
    throw error;
  }
}
