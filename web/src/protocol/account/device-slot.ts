import { encode, type Bytes } from "../bytes";
import { derive } from "../derive";
import type { DeviceKey } from "../device-key";
import type { Id } from "../id";
import type { Secret } from "../secret";
import type { Pin } from "./digits";
import { openSlotKey, sealSlotKey } from "./slot-key";

/** A device with its PIN (§5). Three things open it, and no two of them do: the device's D, the PIN, the server's pepper. */
export class DeviceSecret {
  readonly #device: Secret | DeviceKey;

  /** D, made for one PIN on one device: a browser keeps it where no code can read it. */
  constructor(device: Secret | DeviceKey) {
    this.#device = device;
  }

  /** How the server looks the slot up. */
  async find(): Promise<string> {
    return encode((await derive(this.#device, { context: "find", kind: "device" })).exposeBytes());
  }

  /** Proof of knowing the PIN on this device, for the server, which counts the wrong ones. */
  proof(pin: Pin): Promise<Secret> {
    return derive(this.#device, { context: "pin", pin });
  }

  /** `pepper` is the server's, made for this slot. */
  async sealSlot(pin: Pin, pepper: Secret, account: Id, slot: Id, accountKey: Secret): Promise<Bytes> {
    return sealSlotKey(await this.#slotKey(pin, pepper), { account, slot, kind: "device" }, accountKey);
  }

  /** The account key; the refusals of `openSlotKey`: `commitment` for another PIN, pepper or device. */
  async openSlot(pin: Pin, pepper: Secret, account: Id, slot: Id, sealed: Bytes): Promise<Secret> {
    return openSlotKey(await this.#slotKey(pin, pepper), { account, slot, kind: "device" }, sealed);
  }

  #slotKey(pin: Pin, pepper: Secret): Promise<Secret> {
    return derive(this.#device, { context: "device", pepper, pin });
  }
}
