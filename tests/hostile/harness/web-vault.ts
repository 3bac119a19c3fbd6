import { IDBFactory } from "fake-indexeddb";
import "fake-indexeddb/auto";
import { ArmoireError } from "../../../web/src/bridge/bridge";
import { randomBytes } from "../../../web/src/protocol/hazmat/random";
import { Refusal } from "../../../web/src/protocol/refusal";
import { Vault } from "../../../web/src/worker/vault";
import { alone } from "../../../web/src/worker/alone";
import { IndexedStore } from "../../../web/src/worker/device/indexed-store";
import type { Store } from "../../../web/src/worker/device/store";
import type { World } from "../../../web/src/worker/world";
import type { Holder } from "./holder";
import type { By, Device, Outcome, OwnClient, OwnDevice } from "./outcome";
import { DEVICE, PIN } from "./own";

/** The world of a browser's worker, in Node: the same requests with the same headers, one cookie, and what the device keeps. */
export function webWorld(origin: string, store: Store | null = null): World {
  let cookie = "";
  const ask = async (path: string, request: RequestInit): Promise<Response> => {
    const apart = request.credentials === "omit";
    const headers = { ...(request.headers as Record<string, string> | undefined), Origin: origin, ...(cookie && !apart && { Cookie: cookie }) };
    const response = await fetch(origin + path, { ...request, headers, redirect: "error" });
    for (const set of apart ? [] : response.headers.getSetCookie()) cookie = set.split(";")[0] ?? "";
    return response;
  };
  return { ...alone, origin, now: () => Date.now(), fetch: ask, openStore: () => Promise.resolve(store) };
}

/** The code of the browser's worker: the vault behind the page. */
export class WebVault implements OwnClient {
  readonly name = "web vault";
  readonly #origin: string;
  readonly #holder: Holder;
  /** What the holder's authenticator answers. */
  readonly passkey = randomBytes(32);
  /** Of a device with PIN and passkey. */
  #settled: Promise<Store> | undefined;

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

  async own(by: By): Promise<OwnWebVaultDevice> {
    const store = by === "words" ? await phoneStore() : await (this.#settled ??= this.#settle());
    const device = new OwnWebVaultDevice(this.#origin, this.#holder, this.passkey, store, by);
    const { code } = await device.signInAgain();
    if (code !== undefined) throw new Error(`the web vault doesn't open by ${by}: ${code}`);
    return device;
  }

  async #settle(): Promise<Store> {
    const store = await phoneStore();
    const device = new OwnWebVaultDevice(this.#origin, this.#holder, this.passkey, store, "words");
    await device.signInAgain();
    await device.vault.nameDevice(DEVICE);
    await device.vault.setPin(PIN);
    await device.vault.addPasskey({ first: this.passkey.slice().buffer, second: this.passkey.slice().buffer, name: DEVICE });
    await device.vault.lock();
    return store;
  }

  recover(): Promise<Outcome> {
    const vault = new Vault(webWorld(this.#origin));
    return outcome(() => vault.recover({ card: this.#holder.card, language: "fr", device: "shared" }));
  }

  signUp(): Promise<Outcome> {
    const vault = new Vault(webWorld(this.#origin));
    return outcome(async () => vault.createLocker({ handle: await vault.prepareHandle("signe"), language: "fr", device: "shared" }));
  }

  async add(name: string, content: Uint8Array, folder?: string): Promise<Outcome> {
    const { vault } = await this.device();
    const { folders } = await vault.contents();
    const into = folders.find((one) => folder === undefined || one.name === folder)?.id ?? "";
    return outcome(async () => {
      const { id } = await vault.add({ name, type: "text/plain", bytes: new Uint8Array(content).buffer, folder: into });
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

/** What a phone keeps: its browser's database. */
async function phoneStore(): Promise<Store> {
  const store = await IndexedStore.open(new IDBFactory());
  if (store === null) throw new Error("the phone keeps nothing");
  return store;
}

/** A phone that is its holder's. */
export class OwnWebVaultDevice implements OwnDevice {
  readonly vault: Vault;
  readonly store: Store;
  readonly #holder: Holder;
  readonly #passkey: Uint8Array<ArrayBuffer>;
  readonly #by: By;

  constructor(origin: string, holder: Holder, passkey: Uint8Array<ArrayBuffer>, store: Store, by: By) {
    this.#passkey = passkey;
    this.vault = new Vault(webWorld(origin, store));
    this.store = store;
    this.#holder = holder;
    this.#by = by;
  }

  list(): Promise<Outcome> {
    return outcome(() => this.vault.contents());
  }

  open(id: string): Promise<Outcome> {
    return outcome(async () => Buffer.from((await this.vault.open(id)).bytes).toString("latin1"));
  }

  async signInAgain(): Promise<Outcome> {
    await this.vault.lock();
    return outcome(async () => {
      await this.#enter();
      await this.vault.contents();
    });
  }

  newWords(): Promise<Outcome> {
    return outcome(() => this.vault.newWords("fr"));
  }

  newCard(): Promise<Outcome> {
    return outcome(() => this.vault.newCard());
  }

  setPin(pin: string): Promise<Outcome> {
    return outcome(() => this.vault.setPin(pin));
  }

  rotate(because: "phone" | "words" | "card"): Promise<Outcome> {
    const cause = { phone: "stolen", words: "wordsKnown", card: "cardKnown" } as const;
    return outcome(() => this.vault.rotate(cause[because], "fr"));
  }

  waysIn(): Promise<Outcome> {
    return outcome(() => this.vault.waysIn());
  }

  removeWay(id: string): Promise<Outcome> {
    return outcome(() => this.vault.removeWay(id));
  }

  #enter(): Promise<void> {
    if (this.#by === "pin") return this.vault.unlockWithPin(PIN);
    if (this.#by === "passkey") return this.vault.unlockWithPasskey(this.#passkey.slice().buffer, "mine");
    return this.vault.signIn({ handle: this.#holder.handle, words: this.#holder.words, device: "mine" });
  }
}

/** What came of something that the page asked of the worker. */
export async function outcome(work: () => Promise<unknown>): Promise<Outcome> {
  try {
    const value = await work();
    return { shown: typeof value === "string" ? value : JSON.stringify(value ?? "") };
  } catch (error) {
    // What the worker tells the page, and nothing that it doesn't know.
    if (error instanceof ArmoireError || error instanceof Refusal) return { code: error.code, shown: "" };
    throw error;
  }
}
