import type { Language, NewSecrets, SecondStep, TypedWord, WayKind, Ways, WaysIn } from "../bridge/bridge";
import { LockerMethods } from "./locker-methods";
import { parts, prepare } from "./parts";
import type { Queue } from "./queue";
import type { Around } from "./ways/context";

type Managed = Exclude<keyof Ways, "unlockWithPin" | "unlockWithPasskey" | "passkeyRequest" | "rotate">;

/** Managing the ways into an open locker: the part that does it comes when it is used. */
export abstract class WaysMethods extends LockerMethods implements Pick<Ways, Managed> {
  protected abstract readonly queue: Queue;

  /** `locked` unless a locker is open. */
  protected abstract around(): Around;

  async waysIn(): Promise<WaysIn> {
    const { waysIn } = await parts.ways();
    return waysIn(this.around());
  }

  async setPin(pin: string): Promise<void> {
    const { setPin } = await parts.ways();
    await this.queue.run(() => setPin(this.around(), pin));
  }

  async testWay(input: { kind: WayKind; secret: string }): Promise<boolean> {
    const { testWay } = await parts.ways();
    return testWay(this.around(), input);
  }

  async checkWords(typed: string): Promise<TypedWord[]> {
    // Whoever types words is about to open a locker: the code for that comes meanwhile.
    prepare.words();
    const { checkWords } = await parts.near();
    return checkWords(typed);
  }

  async checkGroups(groups: string[]): Promise<number[]> {
    const { wrongGroups } = await parts.signIn();
    return wrongGroups(groups);
  }

  async addPasskey({ first, second, name }: { first: ArrayBuffer; second: ArrayBuffer; name: string }): Promise<void> {
    const { addPasskey } = await parts.ways();
    await this.queue.run(() => addPasskey(this.around(), { first: new Uint8Array(first), second: new Uint8Array(second), name }));
  }

  async removeWay(id: string): Promise<void> {
    const { removeWay } = await parts.ways();
    await this.queue.run(() => removeWay(this.around(), id));
  }

  async newWords(language: Language): Promise<NewSecrets> {
    const { renewWords } = await parts.ways();
    return this.queue.run(() => renewWords(this.around(), language));
  }

  async newCard(): Promise<NewSecrets> {
    const { renewCard } = await parts.ways();
    return this.queue.run(() => renewCard(this.around()));
  }

  async nameDevice(name: string): Promise<void> {
    const { nameDevice } = await parts.ways();
    await nameDevice(this.around(), name);
  }

  async secondStep(): Promise<SecondStep> {
    const { secondStep } = await parts.ways();
    return secondStep(this.around().api);
  }

  async beginSecondStep(): Promise<{ secret: string; uri: string }> {
    const { beginSecondStep } = await parts.ways();
    const { api, opened } = this.around();
    return beginSecondStep(api, opened.account.signer);
  }

  async confirmSecondStep(code: string): Promise<void> {
    const { confirmSecondStep } = await parts.ways();
    const { api, opened } = this.around();
    await confirmSecondStep(api, opened.account.signer, code);
  }

  async endSecondStep(code: string): Promise<void> {
    const { endSecondStep } = await parts.ways();
    const { api, opened } = this.around();
    await endSecondStep(api, opened.account.signer, code);
  }
}
