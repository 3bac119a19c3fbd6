import { ArmoireError } from "../../bridge/bridge";
import { DeviceSecret } from "../../protocol/account/device-slot";
import { readPin, type Pin } from "../../protocol/account/digits";
import { PasskeySecret } from "../../protocol/account/passkey-slot";
import type { Bytes } from "../../protocol/bytes";
import { prepareAge } from "../../protocol/hazmat/age";
import type { Id } from "../../protocol/id";
import { require } from "../../protocol/refusal";
import { Secret } from "../../protocol/secret";
import { deviceSecret, dropEnrolment, enrolments, type Enrolment } from "../device/enrolments";
import type { Store } from "../device/store";
import type { Api } from "../http/api";
import type { SessionView } from "../http/shapes";
import type { Pins } from "../locker/open-locker";
import { Account, type SeenVersions } from "./account";

export { prepareAge };

/** What a right PIN brings. */
export interface OpenedByPin {
  served: SessionView;
  key: Secret;
  enrolment: Enrolment;
}

/**
 * With this device's PIN for `handle`; `pins` as in `Account.open`. `sign_in_refused` with `left`: tries that are left. Where that is none
 * the PIN is gone, and so is what this device kept of it.
 */
export async function signInWithPin(
  api: Api,
  seen: SeenVersions,
  store: Store,
  handle: string | undefined,
  typed: string,
  pins?: Pins,
): Promise<Account> {
  // Whoever types a PIN is about to open a locker.
  prepareAge();
  const { served, key, enrolment } = await openByPin(api, store, handle, typed);
  // Of a change whose answer was lost, one of two is left.
  for (const other of await enrolments(store)) {
    if (other.account === served.account && other.slot !== enrolment.slot) await dropEnrolment(store, other.slot);
  }
  return Account.open(api, seen, served.account, key, served.keyring, { pins });
}

/** `apart`: tries it, and leaves this browser's session as it is. */
export async function openByPin(api: Api, store: Store, handle: string | undefined, typed: string, apart = false): Promise<OpenedByPin> {
  const pin = readPin(typed);
  let refused = new ArmoireError("sign_in_refused", { left: 0 });
  for (const enrolment of (await enrolments(store)).filter((one) => one.handle === handle)) {
    const device = await deviceSecret(store, enrolment.slot);
    try {
      if (device === undefined) throw refused;
      return { enrolment, ...(await tryPin(api, new DeviceSecret(device), pin, apart)) };
    } catch (error) {
      if (!isGone(error)) throw error;
      await dropEnrolment(store, enrolment.slot);
      refused = error;
    }
  }
  throw refused;
}

/** With a passkey's answer; `pins` as in `Account.open`. */
export async function signInWithPasskey(api: Api, seen: SeenVersions, answer: Bytes, pins?: Pins): Promise<Account> {
  prepareAge();
  const passkey = PasskeySecret.read(answer);
  try {
    const served = await api.signIn("passkey", await passkey.find(), (await passkey.auth()).exposeBytes());
    const key = await passkey.openSlot(served.account, served.slot.id, served.slot.sealed);
    return await Account.open(api, seen, served.account, key, served.keyring, { pins });
  } finally {
    passkey.forget();
  }
}

/** Like `tryNewPin`. */
export async function tryNewPasskey(api: Api, passkey: PasskeySecret): Promise<{ slot: Id; key: Secret }> {
  const served = await api.signIn("passkey", await passkey.find(), (await passkey.auth()).exposeBytes(), { apart: true });
  await api.endSession(served.session);
  return { slot: served.slot.id, key: await passkey.openSlot(served.account, served.slot.id, served.slot.sealed) };
}

/** Signs in as it will be done at the door, in a session of its own, which ends at once: a new PIN is trusted only then. */
export async function tryNewPin(api: Api, device: DeviceSecret, pin: Pin): Promise<{ slot: Id; key: Secret }> {
  const { served, key } = await tryPin(api, device, pin, true);
  await api.endSession(served.session);
  return { slot: served.slot.id, key };
}

async function tryPin(api: Api, device: DeviceSecret, pin: Pin, apart: boolean): Promise<{ served: SessionView; key: Secret }> {
  const served = await api.signIn("device", await device.find(), (await device.proof(pin)).exposeBytes(), { apart });
  require(served.pepper?.length === 32, "malformed");
  const key = await device.openSlot(pin, new Secret(served.pepper), served.account, served.slot.id, served.slot.sealed);
  return { served, key };
}

/** Only a server that says so: one that doesn't count leaves everything as it is. */
function isGone(error: unknown): error is ArmoireError {
  return error instanceof ArmoireError && error.code === "sign_in_refused" && error.detail?.["left"] === 0;
}
