import { ArmoireError, type Created, type Loss, type WayKind, type Ways } from "../../../src/bridge/bridge";
import { FakeLockerMethods } from "./locker-methods";
import { FakeWays } from "./ways";

type Managed = Exclude<keyof Ways, "unlockWithPin" | "unlockWithPasskey">;

/** What is done about the ways into the open locker. */
export abstract class FakeWaysMethods extends FakeLockerMethods implements Pick<Ways, Managed> {
  protected readonly ways = new FakeWays();

  async waysIn() {
    await this.fromServer("waysIn");
    return this.ways.list();
  }

  async setPin(pin: string) {
    await this.fromServer("setPin");
    if (this.device === "shared") throw new ArmoireError("shared_device");
    this.ways.setPin(pin);
  }

  async testWay(input: { kind: WayKind; secret: string }) {
    await this.fromServer("testWay");
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
    await this.fromServer("addPasskey");
    this.ways.addPasskey(input);
  }

  async removeWay(id: string) {
    await this.fromServer("removeWay");
    this.ways.remove(id);
  }

  async newWords() {
    await this.fromServer("newWords");
    return this.ways.newWords();
  }

  async newCard() {
    await this.fromServer("newCard");
    return this.ways.newCard();
  }

  async rotate(cause: Loss) {
    await this.fromServer("rotate");
    const fresh = this.ways.rotate(cause);
    this.sessionList = this.sessionList.filter(({ current }) => current);
    this.shelves.write("card");
    return fresh;
  }

  async nameDevice(name: string) {
    await this.fromServer("nameDevice");
    this.sessionList = this.sessionList.map((session) => (session.current ? { ...session, name } : session));
  }

  async secondStep() {
    await this.fromServer("secondStep");
    return this.ways.secondStep();
  }

  async beginSecondStep() {
    await this.fromServer("beginSecondStep");
    const secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
    return { secret, uri: `otpauth://totp/Armoire:${this.made().handle}?secret=${secret}&issuer=Armoire` };
  }

  async confirmSecondStep(code: string) {
    await this.fromServer("confirmSecondStep");
    this.ways.confirm(code, true);
  }

  async endSecondStep(code: string) {
    await this.fromServer("endSecondStep");
    this.ways.confirm(code, false);
  }

  /** What opens the locker that was made. */
  protected made(): Created {
    const { keys } = this.ways;
    if (keys === undefined) throw new ArmoireError("locked");
    return keys;
  }
}
