import { ArmoireError, type Armoire } from "../../../src/bridge/bridge";
import type { Given } from "./control";

/** What stands between a call and its answer: the test's own wishes, the lock, the network. */
export abstract class Gate {
  protected readonly given: Given;
  protected isOpen = false;

  constructor(given: Given) {
    this.given = given;
  }

  /** In a later turn; `locked` unless the locker is open. */
  protected async whileOpen(method: keyof Armoire): Promise<void> {
    await this.given.answer(method);
    if (!this.isOpen) throw new ArmoireError("locked");
  }

  /** The same for what needs the server. */
  protected async fromServer(method: keyof Armoire): Promise<void> {
    await this.whileOpen(method);
    if (!this.given.control.here) throw new ArmoireError("network");
  }
}
