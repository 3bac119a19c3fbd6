import { mkdtemp, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Id } from "../../../web/src/protocol/id";
import { CommandLineDevice, run } from "./command-line";
import { Holder } from "./holder";
import { Insider } from "./insider";
import { newHolder } from "./new-holder";
import { apart, fill, type Scene } from "./scene";

/** Somebody with a locker of their own, on a device with the command line. */
export class Resident {
  readonly name: string;
  readonly account: Id;
  readonly holder: Holder;
  readonly device: CommandLineDevice;

  constructor(name: string, account: Id, holder: Holder, device: CommandLineDevice) {
    this.name = name;
    this.account = account;
    this.holder = holder;
    this.device = device;
  }

  static async signUp({ proxy, folder }: Scene, name: string): Promise<Resident> {
    const profile = await mkdtemp(join(folder, `${name}-`));
    const handle = `${name.toLowerCase()}${String(Math.floor(1000 + Math.random() * 9000))}`;
    const signedUp = await run(profile, {}, "signup", "--server", proxy.origin, "--handle", handle);
    if (signedUp.exit !== 0) throw new Error(`${name} makes no locker: ${signedUp.errors}`);
    const { id, words, card } = JSON.parse(signedUp.output) as { id: Id; words: string; card: string };
    const holder = new Holder(handle, words.split(" "), card.split(" "));
    return new Resident(name, id, holder, new CommandLineDevice(profile, proxy.origin, holder));
  }

  /** What a command answers, which must go well. */
  async does<T>(...command: string[]): Promise<T> {
    const { code, shown } = await this.device.run(...command);
    if (code !== undefined) throw new Error(`${this.name}: ${command.join(" ")}: ${code}`);
    return JSON.parse(shown) as T;
  }

  /** Both are one of the other's people afterwards: they have scanned each other. */
  async meets(other: Resident): Promise<void> {
    await other.does("join", await this.invites(), "--name", other.name, "--yes");
    await this.does("people");
  }

  /** What the other is to scan, or with `--link` to follow. */
  async invites(...more: string[]): Promise<string> {
    const { invitation } = await this.does<{ invitation: string }>("invite", "--name", this.name, ...more);
    return invitation;
  }

  /** Lends a document, a folder or "all"; gives the grant. */
  async lends(what: string, to: Resident, right: string, until = "1h"): Promise<string> {
    const { grant } = await this.does<{ grant: string }>("grant", what, "--to", to.name, "--right", right, "--until", until, "--purpose", PURPOSE, "--yes");
    return grant;
  }

  /** Adds a text to a folder; gives its id. */
  async adds(name: string, content: string, folder: string): Promise<string> {
    const [added] = await this.does<{ id: string }[]>("add", await this.writes(name, content), "--folder", folder);
    return added?.id ?? "";
  }

  /** Hands a text in to somebody's locker; gives the document that it may become. */
  async handsIn(name: string, content: string, to: Resident): Promise<string> {
    const { id } = await this.does<{ id: string }>("deposit", await this.writes(name, content), "--to", to.name);
    return id;
  }

  /** A file on this device. */
  async writes(name: string, content: string): Promise<string> {
    const path = join(await mkdtemp(`${this.device.profile}-file-`), name);
    await writeFile(path, content);
    return path;
  }
}

/** What loans are for, in words that only who gives and who receives may read. */
export const PURPOSE = "Dossier RSA de Nadia";

/** Another holder with folders and documents, and people whom she has met; all on the scene's server. */
export interface Town<Name extends string> {
  /** Of the holder: what she knows is as it was when {@link look} was called last. */
  scene: Scene;
  nadia: Resident;
  people: Record<Name, Resident>;
}

/** Makes a town. Whoever `met` doesn't name is a stranger to the holder. */
export async function openTown<Name extends string>(scene: Scene, met: readonly Name[]): Promise<Town<Name>> {
  const own = await apart(scene, (origin) => newHolder(origin, fill));
  const nadia = new Resident("Nadia", own.insider.account, own.holder, await own.commandLine.device());
  const people: Partial<Record<Name, Resident>> = {};
  for (const name of met) {
    const person = await Resident.signUp(scene, name);
    await nadia.meets(person);
    people[name] = person;
  }
  return { scene: own, nadia, people: people as Record<Name, Resident> };
}

/** Knows what the holder knows now. */
export async function look<Name extends string>(town: Town<Name>): Promise<Scene> {
  const { scene } = town;
  scene.proxy.play([]);
  return { ...scene, insider: await Insider.enter(scene.proxy.origin, scene.holder) };
}
