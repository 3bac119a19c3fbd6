import { ArmoireError } from "../../bridge/bridge";
import { DeviceSecret } from "../../protocol/account/device-slot";
import { readPin } from "../../protocol/account/digits";
import { sealName } from "../../protocol/account/name";
import { encode, hashOf } from "../../protocol/bytes";
import { DeviceKey } from "../../protocol/device-key";
import { randomId } from "../../protocol/id";
import { Secret } from "../../protocol/secret";
import { tryNewPin } from "../account/unlock";
import { isSameKey } from "../account/ways-in";
import { deviceSecret, dropEnrolment, enrolments, keepEnrolment } from "../device/enrolments";
import { changeWays, newPepper } from "../http/ways-api";
import { ownStore, type Around } from "./context";

/**
 * Six digits for this device: a new D, pepper and slot; the device's old ones go. D is on the disk before the slot is sent, and what is left of a
 * change whose answer was lost is found out at the next PIN.
 */
export async function setPin(around: Around, typed: string): Promise<void> {
  const pin = readPin(typed);
  const store = await ownStore(around);
  const { api, remote, device: known } = around;
  const { account } = around.opened;
  const { nonce, pepper } = await newPepper(api);
  const secret = new Secret(pepper);
  const slot = randomId();
  const made = { slot, account: account.id, handle: account.keyring.handle, made: remote.now() };
  const before = (await enrolments(store)).filter((one) => one.account === account.id);
  await keepEnrolment(store, made, await DeviceKey.generate());
  // As it will be used: read from the disk.
  const key = await deviceSecret(store, slot);
  if (key === undefined) throw new ArmoireError("device_storage");
  const device = new DeviceSecret(key);
  const { name } = await known.memory();
  const add = {
    ...{ id: slot, kind: "device" as const, find: await device.find(), nonce },
    verifier: hashOf((await device.proof(pin)).exposeBytes()),
    sealed: encode(await device.sealSlot(pin, secret, account.id, slot, account.key)),
    ...(name !== undefined && { name: encode(await sealName(account.key, { account: account.id, id: slot }, name)) }),
  };
  const there = (await api.slots()).map(({ id }) => id);
  const remove = before.map((one) => one.slot).filter((id) => there.includes(id));
  try {
    const served = (await changeWays(api, account.signer, { add: [add], remove })).find(({ id }) => id === slot);
    const kept = served && (await device.openSlot(pin, secret, account.id, slot, served.sealed));
    // And as it will be used at the door: the proof and the pepper are the server's to keep.
    const opened = await tryNewPin(api, device, pin);
    if (kept === undefined || opened.slot !== slot || ![kept, opened.key].every((key) => isSameKey(key, account.key))) throw new ArmoireError("slot");
  } catch (error) {
    // Whether a lost change was made, nobody knows yet: then both are kept.
    if (!(error instanceof ArmoireError && error.code === "network")) {
      await dropEnrolment(store, slot);
      await changeWays(api, account.signer, { add: [], remove: [slot] }).catch(() => undefined);
    }
    throw error;
  } finally {
    secret.forget();
  }
  for (const old of before) await dropEnrolment(store, old.slot);
}
