import type { Bytes } from "../../protocol/bytes";
import { derive } from "../../protocol/derive";
import { openSealed, seal } from "../../protocol/seal";
import { Secret } from "../../protocol/secret";
import type { Account } from "../account/account";
import { profilePlace } from "../device/place";
import type { PocketHead } from "./head";

/** The pocket's key for whoever has the account open: they can read its papers anyway. It opens nothing for a pocket's code. */
export async function sealRenewal(account: Account, key: Secret): Promise<Bytes> {
  const under = await derive(account.key, { context: "profile", profile: "pocket" });
  const sealed = await seal(under, profilePlace("pocket", account.id, "renewal"), key.exposeBytes());
  under.forget();
  return sealed;
}

/** `null` where the account has other keys since. */
export async function renewalKey(account: Account, { renewal }: PocketHead): Promise<Secret | null> {
  if (renewal === undefined) return null;
  const under = await derive(account.key, { context: "profile", profile: "pocket" });
  const key = await openSealed(under, profilePlace("pocket", account.id, "renewal"), renewal).catch(() => null);
  under.forget();
  return key === null ? null : new Secret(key);
}
