import { spawn } from "node:child_process";
import { cp, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Holder } from "./holder";
import type { By, Outcome, OwnClient, OwnDevice } from "./outcome";
import { DEVICE, PIN } from "./own";
import { programs } from "./programs";

/** What a command printed, and how it ended. */
export interface Ran {
  exit: number;
  output: string;
  errors: string;
}

/** `armoire`, with `--json` and a profile of its own. */
export async function run(profile: string, secrets: Record<string, string>, ...command: string[]): Promise<Ran> {
  const child = spawn(programs().client, ["--profile", profile, "--json", ...command], {
    env: { PATH: process.env["PATH"], HOME: profile, ...secrets },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [output, errors, exit] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (code) => resolve(code ?? -1));
    }),
  ]);
  return { exit, output, errors };
}

/** The command line as a client of the tests: each device is a profile folder. */
export class CommandLine implements OwnClient {
  readonly name = "command line";
  readonly #server: string;
  readonly #holder: Holder;
  readonly #folder: string;
  /** A profile that has seen the locker as it is now, and the same with a PIN. */
  #settled: Promise<string> | undefined;
  #settledWithPin: Promise<string> | undefined;

  constructor(server: string, holder: Holder, folder: string) {
    this.#server = server;
    this.#holder = holder;
    this.#folder = folder;
  }

  async arrive(): Promise<Outcome> {
    const device = new CommandLineDevice(await this.#new("arrive"), this.#server, this.#holder);
    const signedIn = await device.signIn();
    return signedIn.code === undefined ? device.list() : signedIn;
  }

  async arriveAndOpen(id: string): Promise<Outcome> {
    const device = new CommandLineDevice(await this.#new("arrive"), this.#server, this.#holder);
    const signedIn = await device.signIn();
    return signedIn.code === undefined ? device.open(id) : signedIn;
  }

  async device(): Promise<CommandLineDevice> {
    this.#settled ??= this.#settle();
    const profile = await this.#new("device");
    await cp(await this.#settled, profile, { recursive: true });
    return new CommandLineDevice(profile, this.#server, this.#holder);
  }

  async own(by: By): Promise<CommandLineDevice> {
    if (by === "passkey") throw new Error("the command line has no passkey");
    if (by === "words") return this.device();
    this.#settledWithPin ??= this.#settleWithPin();
    const profile = await this.#new("pin");
    await cp(await this.#settledWithPin, profile, { recursive: true });
    return new CommandLineDevice(profile, this.#server, this.#holder, "pin");
  }

  async recover(): Promise<Outcome> {
    const profile = await this.#new("recover");
    return outcome(await run(profile, { ARMOIRE_CARD: this.#holder.card }, "recover", "--server", this.#server));
  }

  async signUp(): Promise<Outcome> {
    const profile = await this.#new("sign-up");
    const handle = `signe${String(Math.floor(1000 + Math.random() * 9000))}`;
    return outcome(await run(profile, {}, "signup", "--server", this.#server, "--handle", handle));
  }

  async add(name: string, content: Uint8Array, folder?: string): Promise<Outcome> {
    const device = await this.device();
    const file = join(await this.#new("add"), name);
    await writeFile(file, content);
    return device.run("add", file, ...(folder === undefined ? [] : ["--folder", folder]));
  }

  /** Signs in once, honestly; each device is a copy. */
  async #settle(): Promise<string> {
    const settled = new CommandLineDevice(await this.#new("settled"), this.#server, this.#holder);
    for (const { code } of [await settled.signIn(), await settled.list()]) {
      if (code !== undefined) throw new Error(`the command line doesn't open the locker: ${code}`);
    }
    return settled.profile;
  }

  async #settleWithPin(): Promise<string> {
    const device = await this.device();
    const { code } = await device.setPin(PIN);
    if (code !== undefined) throw new Error(`the command line sets no PIN: ${code}`);
    return device.profile;
  }

  #new(purpose: string): Promise<string> {
    return mkdtemp(join(this.#folder, `${purpose}-`));
  }
}

export class CommandLineDevice implements OwnDevice {
  readonly profile: string;
  readonly #server: string;
  readonly #holder: Holder;
  readonly #by: By;

  constructor(profile: string, server: string, holder: Holder, by: By = "words") {
    this.profile = profile;
    this.#server = server;
    this.#holder = holder;
    this.#by = by;
  }

  async run(...command: string[]): Promise<Outcome> {
    return outcome(await run(this.profile, {}, ...command));
  }

  list(): Promise<Outcome> {
    return this.run("list");
  }

  open(id: string): Promise<Outcome> {
    return this.get(id);
  }

  /** Whatever stands in the folder of the file afterwards was written, complete or not. */
  async get(id: string, ...more: string[]): Promise<Outcome> {
    const folder = await mkdtemp(`${this.profile}-open-`);
    const got = await this.run("get", id, ...more, "-o", join(folder, "out"));
    const written = await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name), "latin1")));
    await rm(folder, { recursive: true });
    return got.code === undefined ? { ...got, shown: written.join("") } : { ...got, shown: got.shown + written.join("") };
  }

  async signIn(): Promise<Outcome> {
    const { words, handle } = this.#holder;
    return outcome(await run(this.profile, { ARMOIRE_WORDS: words }, "signin", "--server", this.#server, "--handle", handle));
  }

  signInAgain(): Promise<Outcome> {
    return this.#by === "pin" ? this.#with({ ARMOIRE_PIN: PIN }, "pin", "try") : this.signIn();
  }

  newWords(): Promise<Outcome> {
    return this.run("words", "new");
  }

  newCard(): Promise<Outcome> {
    return this.run("card", "new");
  }

  setPin(pin: string): Promise<Outcome> {
    return this.#with({ ARMOIRE_PIN: pin }, "pin", "set", "--name", DEVICE);
  }

  rotate(because: "phone" | "words" | "card"): Promise<Outcome> {
    return this.#with({ ARMOIRE_WORDS: this.#holder.words }, "rotate", "--because", because);
  }

  waysIn(): Promise<Outcome> {
    return this.run("ways");
  }

  removeWay(id: string): Promise<Outcome> {
    return this.run("ways", "remove", id);
  }

  async #with(secrets: Record<string, string>, ...command: string[]): Promise<Outcome> {
    return outcome(await run(this.profile, secrets, ...command));
  }
}

function outcome({ exit, output, errors }: Ran): Outcome {
  if (exit === 0) return { shown: output };
  // Notices may come before; the problem is the last line.
  const line = errors.trim().split("\n").at(-1) ?? "";
  const { code } = JSON.parse(line) as { code: string };
  return { exit, code, shown: output };
}

async function text(stream: AsyncIterable<Buffer>): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts).toString("utf8");
}
