import { cp, mkdtemp } from "node:fs/promises";
import { join } from "node:path";
import type { Id } from "../../../web/src/protocol/id";
import { CommandLineDevice, run } from "./command-line";
import type { Outcome } from "./outcome";
import { outcome, WebVaultDevice } from "./web-vault";
import type { Resident } from "./town";

/** Something that was lent: by whom, by which grant, and a paper of it. */
export interface LentPaper {
  from: Resident;
  grant: string;
  paper: Id;
}

/** What somebody does with others, on a device that has signed in. */
export interface Neighbourly {
  /** Shows the text to carry. */
  invite(carrier: "qr" | "link"): Promise<Outcome>;
  join(invitation: string): Promise<Outcome>;
  /** People, and what became of invitations. */
  answers(): Promise<Outcome>;
  /** Whom one has met. */
  people(): Promise<Outcome>;
  /** Lends a paper or a folder for an hour. */
  lend(node: Id, to: Resident): Promise<Outcome>;
  /** What others lend. */
  loans(): Promise<Outcome>;
  /** The papers of one loan. */
  lentPapers(lent: LentPaper): Promise<Outcome>;
  openLent(lent: LentPaper): Promise<Outcome>;
  /** Opens it; shows whether its holder, or who lent it, vouches for how it is: "true" or "false". */
  isVouchedFor(lent: LentPaper): Promise<Outcome>;
  handIn(name: string, content: string, to: Resident): Promise<Outcome>;
  /** What others have handed in. */
  inbox(): Promise<Outcome>;
  /** What others ask, propose and tell; answers to what was proposed are taken in. */
  letters(): Promise<Outcome>;
  /** What stands with the referent. */
  referent(): Promise<Outcome>;
  /** The accompaniment list. */
  entries(): Promise<Outcome>;
  /** Puts somebody on the list. */
  addEntry(name: string): Promise<Outcome>;
  /** Says yes to what a letter proposes. */
  accept(letter: string): Promise<Outcome>;
  /** Takes everything back that was lent. */
  takeBackAll(): Promise<Outcome>;
  rename(node: Id, name: string): Promise<Outcome>;
}

/** A device of somebody's with this client, signed in; what it does changes nothing on their own. */
export async function deviceOf(resident: Resident, client: string, origin: string): Promise<Neighbourly> {
  if (client === "command line") {
    const profile = await mkdtemp(`${resident.device.profile}-device-`);
    await cp(resident.device.profile, profile, { recursive: true });
    return new AtTerminal(resident, new CommandLineDevice(profile, origin, resident.holder));
  }
  const device = new WebVaultDevice(origin, resident.holder);
  await device.signIn();
  return new InBrowser(resident, device);
}

class AtTerminal implements Neighbourly {
  readonly #who: Resident;
  readonly #device: CommandLineDevice;

  constructor(who: Resident, device: CommandLineDevice) {
    this.#who = who;
    this.#device = device;
  }

  async invite(carrier: "qr" | "link"): Promise<Outcome> {
    const invited = await this.#device.run("invite", "--name", this.#who.name, ...(carrier === "link" ? ["--link"] : []));
    return invited.code === undefined ? { shown: (JSON.parse(invited.shown) as { invitation: string }).invitation } : invited;
  }

  join(invitation: string): Promise<Outcome> {
    return this.#device.run("join", invitation, "--name", this.#who.name, "--yes");
  }

  answers(): Promise<Outcome> {
    return this.#device.run("people");
  }

  people(): Promise<Outcome> {
    return this.#device.run("people");
  }

  lend(node: Id, to: Resident): Promise<Outcome> {
    return this.#device.run("grant", node, "--to", to.account, "--until", "1h", "--yes");
  }

  loans(): Promise<Outcome> {
    return this.#device.run("shared");
  }

  lentPapers({ from }: LentPaper): Promise<Outcome> {
    return this.#device.run("list", "--locker", from.name);
  }

  async openLent({ from, paper }: LentPaper): Promise<Outcome> {
    return this.#device.get(paper, "--locker", from.name);
  }

  async isVouchedFor({ from, paper }: LentPaper): Promise<Outcome> {
    const out = await mkdtemp(`${this.#device.profile}-open-`);
    const { errors, exit } = await run(this.#device.profile, {}, "get", paper, "--locker", from.name, "-o", join(out, "out"));
    return { exit, shown: String(exit === 0 && !errors.includes('"notice"')) };
  }

  async handIn(name: string, content: string, to: Resident): Promise<Outcome> {
    return this.#device.run("deposit", await this.#who.writes(name, content), "--to", to.account);
  }

  inbox(): Promise<Outcome> {
    return this.#device.run("inbox");
  }

  letters(): Promise<Outcome> {
    return this.#device.run("letters");
  }

  referent(): Promise<Outcome> {
    return this.#device.run("referent");
  }

  entries(): Promise<Outcome> {
    return this.#device.run("accompaniment");
  }

  addEntry(name: string): Promise<Outcome> {
    return this.#device.run("accompaniment", "add", name);
  }

  accept(letter: string): Promise<Outcome> {
    return this.#device.run("accept", letter);
  }

  takeBackAll(): Promise<Outcome> {
    return this.#device.run("revoke", "--all");
  }

  rename(node: Id, name: string): Promise<Outcome> {
    return this.#device.run("rename", node, name);
  }
}

class InBrowser implements Neighbourly {
  readonly #who: Resident;
  readonly #device: WebVaultDevice;

  constructor(who: Resident, device: WebVaultDevice) {
    this.#who = who;
    this.#device = device;
  }

  invite(carrier: "qr" | "link"): Promise<Outcome> {
    return outcome(async () => {
      await this.#device.vault.introduce({ name: this.#who.name });
      return (await this.#device.vault.invite(carrier)).text;
    });
  }

  join(invitation: string): Promise<Outcome> {
    return outcome(() => this.#device.vault.join(invitation, { name: this.#who.name }));
  }

  /** An answer that is refused is no error of the page's: it is news. */
  async answers(): Promise<Outcome> {
    const told = await outcome(() => this.#device.vault.invitations());
    const refused = told.shown.includes('"news":"refused"');
    return refused ? { code: "refused", shown: "" } : told;
  }

  people(): Promise<Outcome> {
    return outcome(() => this.#device.vault.people());
  }

  lend(node: Id, to: Resident): Promise<Outcome> {
    return outcome(() => this.#device.vault.lend({ nodes: [node], to: to.account, right: "read", end: Date.now() + 3_600_000 }));
  }

  loans(): Promise<Outcome> {
    return outcome(() => this.#device.vault.loans());
  }

  lentPapers({ grant }: LentPaper): Promise<Outcome> {
    return outcome(() => this.#device.vault.lentPapers(grant));
  }

  openLent({ grant, paper }: LentPaper): Promise<Outcome> {
    return outcome(async () => Buffer.from((await this.#device.vault.openLent(grant, paper)).bytes).toString("latin1"));
  }

  isVouchedFor({ grant, paper }: LentPaper): Promise<Outcome> {
    return outcome(async () => {
      const { vault } = this.#device;
      await vault.openLent(grant, paper);
      return String((await vault.lentPapers(grant)).find(({ id }) => id === paper)?.confirmed);
    });
  }

  handIn(name: string, content: string, to: Resident): Promise<Outcome> {
    const bytes = new TextEncoder().encode(content).buffer;
    return outcome(() => this.#device.vault.handIn(to.account, { name, type: "text/plain", bytes }));
  }

  inbox(): Promise<Outcome> {
    return outcome(() => this.#device.vault.inbox());
  }

  letters(): Promise<Outcome> {
    return outcome(() => this.#device.vault.letters());
  }

  referent(): Promise<Outcome> {
    return outcome(() => this.#device.vault.referent());
  }

  entries(): Promise<Outcome> {
    return outcome(() => this.#device.vault.entries());
  }

  addEntry(name: string): Promise<Outcome> {
    return outcome(() => this.#device.vault.saveEntry({ name, kind: "person", since: Date.now() }));
  }

  accept(letter: string): Promise<Outcome> {
    return outcome(() => this.#device.vault.decide({ letter, accepted: true }));
  }

  takeBackAll(): Promise<Outcome> {
    const { vault } = this.#device;
    return outcome(async () => vault.takeBack((await vault.grants()).map(({ id }) => id)));
  }

  rename(node: Id, name: string): Promise<Outcome> {
    return outcome(() => this.#device.vault.rename(node, name));
  }
}
