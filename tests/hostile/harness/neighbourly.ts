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
  /** Asks for a paper. */
  ask(to: Resident): Promise<Outcome>;
  /** What others have handed in. */
  inbox(): Promise<Outcome>;
  /** What others ask, propose and tell; answers to what was proposed are taken in. */
  letters(): Promise<Outcome>;
  /** Those that one has called and those that one is invited to; answers are taken in. */
  meetings(): Promise<Outcome>;
  /** What stands with the referent. */
  referent(): Promise<Outcome>;
  /** The accompaniment list. */
  entries(): Promise<Outcome>;
  /** Who has looked at what one lends. */
  reads(): Promise<Outcome>;
  /** On whose lists one stands: the browser alone shows it. */
  standing(): Promise<Outcome>;
  /** Puts somebody on the list. */
  addEntry(name: string): Promise<Outcome>;
  /** Says yes to what a letter proposes. */
  accept(letter: string): Promise<Outcome>;
  /** Takes everything back that was lent. */
  takeBackAll(): Promise<Outcome>;
  rename(node: Id, name: string): Promise<Outcome>;
  /** Does things with words, one after the other; each must go well. */
  speak(...speeches: Speech[]): Promise<void>;
}

/** Something that somebody does with words. */
export type Speech =
  | { does: "list"; person: Resident; name: string; organisation: string; mission: string; reach: string }
  | { does: "lend"; paper: Id; to: Resident; purpose: string }
  | { does: "meet"; to: Resident; place: string; purpose: string }
  | { does: "ask"; to: Resident; paper: string; purpose: string }
  | { does: "propose"; to: Resident; motive: string }
  /** No to whatever waits. */
  | { does: "refuse"; motive: string }
  | { does: "end"; to: Resident; motive: string; successor: string };

const DAY = 24 * 3_600_000;

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

  ask(to: Resident): Promise<Outcome> {
    return this.#device.run("ask", to.account, "--paper", "Bail", "--purpose", "Logement", "--until", "30d");
  }

  inbox(): Promise<Outcome> {
    return this.#device.run("inbox");
  }

  letters(): Promise<Outcome> {
    return this.#device.run("letters");
  }

  meetings(): Promise<Outcome> {
    return this.#device.run("meeting");
  }

  referent(): Promise<Outcome> {
    return this.#device.run("referent");
  }

  entries(): Promise<Outcome> {
    return this.#device.run("accompaniment");
  }

  reads(): Promise<Outcome> {
    return this.#device.run("reads", "--last", "1");
  }

  standing(): Promise<Outcome> {
    throw new Error("the command line doesn't show it");
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

  async speak(...speeches: Speech[]): Promise<void> {
    for (const speech of speeches) {
      for (const command of await this.#said(speech)) expectDone(await this.#device.run(...command), command[0]);
    }
  }

  async #said(speech: Speech): Promise<string[][]> {
    switch (speech.does) {
      case "list":
        return [["accompaniment", "add", speech.name, "--person", speech.person.name, "--organisation", speech.organisation, "--mission", speech.mission, "--reach", speech.reach]];
      case "lend":
        return [["grant", speech.paper, "--to", speech.to.name, "--until", "1h", "--purpose", speech.purpose, "--yes"]];
      case "meet":
        return [["meeting", "call", "--with", speech.to.name, "--at", "2d", "--place", speech.place, "--about", speech.purpose, "--yes"]];
      case "ask":
        return [["ask", speech.to.name, "--paper", speech.paper, "--purpose", speech.purpose, "--until", "30d"]];
      case "propose":
        return [["propose", speech.to.name, "referent", "--motive", speech.motive]];
      case "end":
        return [["end", speech.to.name, "entry", "--motive", speech.motive, "--successor", speech.successor]];
      case "refuse": {
        const { waiting } = JSON.parse((await this.#device.run("letters")).shown) as { waiting: { id: string; form: string }[] };
        return waiting.map(({ id, form }) => (form === "ask" ? ["answer", id, "--motive", speech.motive, "--yes"] : ["decline", id, "--motive", speech.motive]));
      }
    }
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

  ask(to: Resident): Promise<Outcome> {
    return outcome(() => this.#device.vault.ask({ to: to.account, papers: [{ name: "Bail" }], purpose: "Logement", until: Date.now() + 30 * DAY }));
  }

  inbox(): Promise<Outcome> {
    return outcome(() => this.#device.vault.inbox());
  }

  letters(): Promise<Outcome> {
    return outcome(() => this.#device.vault.letters());
  }

  meetings(): Promise<Outcome> {
    return outcome(() => this.#device.vault.meetings());
  }

  referent(): Promise<Outcome> {
    return outcome(() => this.#device.vault.referent());
  }

  entries(): Promise<Outcome> {
    return outcome(() => this.#device.vault.entries());
  }

  reads(): Promise<Outcome> {
    return outcome(async () => (await this.#device.vault.reads()).slice(0, 1));
  }

  standing(): Promise<Outcome> {
    return outcome(() => this.#device.vault.standing());
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

  async speak(...speeches: Speech[]): Promise<void> {
    for (const speech of speeches) await this.#say(speech);
  }

  async #say(speech: Speech): Promise<void> {
    const { vault } = this.#device;
    const now = Date.now();
    switch (speech.does) {
      case "list": {
        const { name, organisation, mission, reach, person } = speech;
        await vault.saveEntry({ name, organisation, mission, reach, account: person.account, kind: "person", since: now });
        return;
      }
      case "lend":
        await vault.lend({ nodes: [speech.paper], to: speech.to.account, right: "read", end: now + 3_600_000, purpose: speech.purpose });
        return;
      case "meet":
        await vault.callMeeting({ start: now + 2 * DAY, minutes: 60, place: speech.place, purpose: speech.purpose, until: now + 3 * DAY, named: false, guests: [{ account: speech.to.account, sees: [] }] });
        return;
      case "ask":
        return vault.ask({ to: speech.to.account, papers: [{ name: speech.paper }], purpose: speech.purpose, until: now + 30 * DAY });
      case "propose":
        return vault.propose({ to: speech.to.account, what: "referent", motive: speech.motive });
      case "end":
        return vault.leave({ to: speech.to.account, motive: speech.motive, successor: { name: speech.successor } });
      case "refuse":
        for (const { id, content } of await vault.letters()) {
          if (content.kind === "ask") await vault.answer({ letter: id, papers: content.papers.map(() => undefined), until: now + DAY, motive: speech.motive });
          if (content.kind === "propose") await vault.decide({ letter: id, accepted: false, motive: speech.motive });
        }
    }
  }
}

function expectDone({ code }: Outcome, what: string | undefined): void {
  if (code !== undefined) throw new Error(`${what ?? "a command"}: ${code}`);
}
