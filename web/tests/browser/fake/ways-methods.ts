import { ArmoireError, type Created, type Loss, type WayKind, type Ways } from "../../../src/bridge/bridge";
import { FakeLockerMethods } from "./locker-methods";
import { FakeWays } from "./ways";

type Managed = Exclude<keyof Ways, "unlockWithPin" | "unlockWithPasskey">;

/** What is done about the ways into the open locker. */
export abstract class FakeWaysMethods extends FakeLockerMethods implements Pick<Ways, Managed> {
  protected readonly ways = new FakeWays();

  async waysIn() {
    await this.ask("waysIn");
    return this.ways.list();
  }

  async setPin(pin: string) {
    await this.ask("setPin");
    if (this.device === "shared") throw new ArmoireError("shared_device");
    this.ways.setPin(pin);
  }

  async testWay(input: { kind: WayKind; secret: string }) {
    await this.ask("testWay");
    return this.ways.test(input);
  }

  async checkWords(typed: string) {
    await this.given.answer("checkWords");
    return this.ways.checkWords(typed);
  }

  async checkGroups(groups: string[]) {
    await this.given.answer("checkGroups");
    return this.ways.checkGroups(groups);
  }

  async passkeyRequest() {
    await this.given.answer("passkeyRequest");
    return this.ways.passkeyRequest(this.isOpen);
  }

  async addPasskey(input: { first: ArrayBuffer; second: ArrayBuffer; name: string }) {
    await this.ask("addPasskey");
    this.ways.addPasskey(input);
  }

  async removeWay(id: string) {
    await this.ask("removeWay");
    this.ways.remove(id);
  }

  async newWords() {
    await this.ask("newWords");
    return this.ways.newWords();
  }

  async newCard() {
    await this.ask("newCard");
    return this.ways.newCard();
  }

  async rotate(cause: Loss) {
    await this.ask("rotate");
    const fresh = this.ways.rotate(cause);
    this.sessionList = this.sessionList.filter(({ current }) => current);
    this.shelves.write("card");
    return fresh;
  }

  async nameDevice(name: string) {
    await this.ask("nameDevice");
    this.sessionList = this.sessionList.map((session) => (session.current ? { ...session, name } : session));
  }

  async secondStep() {
    await this.ask("secondStep");
    return this.ways.secondStep();
  }

  async beginSecondStep() {
    await this.ask("beginSecondStep");
    const secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
    return { secret, uri: `otpauth://totp/Armoire:${this.made().handle}?secret=${secret}&issuer=Armoire` };
  }

  async confirmSecondStep(code: string) {
    await this.ask("confirmSecondStep");
    this.ways.confirm(code, true);
  }

  async endSecondStep(code: string) {
    await this.ask("endSecondStep");
    this.ways.confirm(code, false);
  }

  /** What opens the locker that was made. */
  protected made(): Created {
    const { keys } = this.ways;
    if (keys === undefined) throw new ArmoireError("locked");
    return keys;
  }
}
