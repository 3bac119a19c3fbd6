import { ArmoireError, type DeviceUse } from "../../../src/bridge/bridge";
import type { Handles } from "./control";
import { FakeMeetingMethods } from "./meeting-methods";
import { FakePocket } from "./pocket";
import { keysOf } from "./ways";

/** The whole interface over a few maps: here the closed door, the pocket, and what a test does. */
export class Fake extends FakeMeetingMethods implements Handles {
  readonly #pocket = new FakePocket();
  #handles = 0;

  async server() {
    await this.given.answer("server");
    return { origin: location.origin, signUp: this.given.control.signUp };
  }

  async prepareHandle(name: string) {
    await this.given.answer("prepareHandle");
    const letters = name.normalize("NFD").toLowerCase().replace(/[^a-z]/g, "");
    if (letters === "") throw new ArmoireError("handle");
    this.#handles += 1;
    return `${letters}${String(4820 + this.#handles)}`;
  }

  async createLocker({ handle, device }: { handle: string; device: DeviceUse }) {
    await this.given.answer("createLocker");
    const keys = keysOf(handle, ["abandon", "brioche", "colline", "dauphin", "effort"]);
    this.ways.begin(keys);
    this.enter(device);
    this.shelves.write("locker");
    return keys;
  }

  async remembered() {
    await this.given.answer("remembered");
    const { keeps } = this.given.control;
    const handle = this.device === "mine" && keeps ? this.ways.keys?.handle : undefined;
    const { pin, passkey } = this.ways;
    const pocket = this.#pocket.size;
    const waiting = this.sending.papers.length;
    return { ...(handle !== undefined && { handle, pin, passkey }), waiting, keeps, ...(pocket > 0 && { pocket }) };
  }

  async signIn({ handle, words, device, code }: { handle: string; words: string; device: DeviceUse; code?: string }) {
    await this.given.answer("signIn");
    if (handle !== this.ways.keys?.handle || !this.ways.test({ kind: "words", secret: words })) throw new ArmoireError("sign_in_refused");
    this.ways.askCode(code);
    this.ways.used("words");
    this.ways.knowsWords = true;
    this.enter(device);
  }

  async recover({ card, device }: { card: string; device: DeviceUse }) {
    await this.given.answer("recover");
    if (!this.ways.test({ kind: "card", secret: card })) throw new ArmoireError("card_check");
    this.ways.rotate("wordsKnown");
    this.ways.used("card");
    this.enter(device);
    this.shelves.write("card");
    return this.made();
  }

  async unlockWithPin(pin: string) {
    await this.#reach("unlockWithPin");
    this.ways.tryPin(pin);
    this.ways.knowsWords = false;
    this.enter("mine");
  }

  async unlockWithPasskey(secret: ArrayBuffer, device: DeviceUse) {
    await this.#reach("unlockWithPasskey");
    this.ways.tryPasskey(secret);
    this.ways.knowsWords = false;
    this.enter(device);
  }

  async loss() {
    await this.given.answer("loss");
    return this.given.control.lost;
  }

  async acceptLoss() {
    await this.given.answer("acceptLoss");
    this.given.control.lost = null;
    return null;
    if (!this.isOpen) this.enter("mine");
    for (const method of ["signIn", "unlockWithPin", "known", "contents"] as const) {
      if (this.given.control.refuse[method]?.code === "rolled_back") Reflect.deleteProperty(this.given.control.refuse, method);
    }
  }

  async lock() {
    this.isOpen = false;
    await this.given.answer("lock");
  }

  async signOut() {
    await this.whileOpen("signOut");
    this.#pocket.clear();
    this.isOpen = false;
    this.seen = false;
  }

  async pocketAdd({ id, code }: { id: string; code: string }) {
    await this.whileOpen("pocketAdd");
    const { bytes } = this.shelves.opened(id);
    this.#pocket.add({ ...this.shelves.document(id), bytes, code });
  }

  async pocketRemove(id: string) {
    await this.whileOpen("pocketRemove");
    this.#pocket.remove(id);
  }

  async pocketPapers() {
    await this.whileOpen("pocketPapers");
    return this.#pocket.ids();
  }

  async pocketOpen(code: string) {
    await this.given.answer("pocketOpen");
    return this.#pocket.open(code);
  }

  async pocketRead(id: string) {
    await this.given.answer("pocketRead");
    return this.#pocket.read(id);
  }

  async pocketClose() {
    this.#pocket.close();
    await this.given.answer("pocketClose");
  }

  /* What a test does */

  pile(papers: number) {
    const folder = this.shelves.folders[0] ?? this.shelves.makeFolder({ name: "Santé", pictogram: "health" });
    for (let number = 1; number <= papers; number += 1) {
      const name = `Reçu été ${String(number)}.pdf`;
      this.shelves.put({ id: this.shelves.newId("paper"), name, type: "application/pdf", bytes: new ArrayBuffer(8) }, folder.id);
    }
    this.tell({ kind: "changed" });
  }

  requireSecondStep() {
    this.ways.require();
  }

  end(code: string) {
    this.isOpen = false;
    this.tell({ kind: "closed", code });
  }

  connection(here: boolean) {
    this.tell({ kind: "connection", here });
    if (here) void this.sending.send();
  }

  /** Answers at the closed door, when the server does. */
  async #reach(method: "unlockWithPin" | "unlockWithPasskey"): Promise<void> {
    await this.given.answer(method);
    if (!this.given.control.here) throw new ArmoireError("network");
  }
}
