import { ArmoireError, type PasskeyRequest } from "../../bridge/bridge";
import { sealName } from "../../protocol/account/name";
import { PasskeySecret, passkeyInput } from "../../protocol/account/passkey-slot";
import { encode, equal, hashOf, utf8, type Bytes } from "../../protocol/bytes";
import { randomId } from "../../protocol/id";
import { saltOrigin } from "../account/origin";
import { tryNewPasskey } from "../account/unlock";
import { isSameKey } from "../account/ways-in";
import type { Api } from "../http/api";
import { changeWays } from "../http/ways-api";
import type { Opened } from "../opened";
import type { Remote } from "../world";
import type { Around } from "./context";

export async function passkeyRequest(api: Api, remote: Remote, opened: Opened | null): Promise<PasskeyRequest> {
  const input = passkeyInput(await saltOrigin(api, remote));
  if (opened === null) return { input, user: new Uint8Array(0), name: "" };
  const { id, keyring } = opened.account;
  return { input, user: utf8(id), name: keyring.handle };
}

/** An authenticator that answers twice with the same 32 bytes. */
export async function addPasskey(around: Around, answers: { first: Bytes; second: Bytes; name: string }): Promise<void> {
  const { first, second, name } = answers;
  try {
    if (!equal(first, second)) throw new ArmoireError("passkey_changes");
    await add(around, first, second, name);
  } finally {
    first.fill(0);
    second.fill(0);
  }
}

async function add({ api, device, opened }: Around, first: Bytes, second: Bytes, name: string): Promise<void> {
  const { id: account, key, signer } = opened.account;
  const passkey = PasskeySecret.read(first);
  const id = randomId();
  const slot = {
    ...{ id, kind: "passkey" as const, find: await passkey.find(), verifier: hashOf((await passkey.auth()).exposeBytes()) },
    sealed: encode(await passkey.sealSlot(account, id, key)),
    name: encode(await sealName(key, { account, id }, name)),
  };
  const served = (await changeWays(api, signer, { add: [slot], remove: [] })).find((one) => one.id === id);
  try {
    const kept = served && (await PasskeySecret.read(second).openSlot(account, id, served.sealed));
    // And as it will be used at the door, with its second answer.
    const opened = await tryNewPasskey(api, PasskeySecret.read(second));
    if (kept === undefined || opened.slot !== id || ![kept, opened.key].every((one) => isSameKey(one, key))) throw new ArmoireError("slot");
  } catch (error) {
    await changeWays(api, signer, { add: [], remove: [id] }).catch(() => undefined);
    throw error;
  }
  if (opened.isOwnDevice) device.rememberPasskey();
}
