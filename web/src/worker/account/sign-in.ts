import { ArmoireError } from "../../bridge/bridge";
import { openCardSlot } from "../../protocol/account/card-slot";
import { readHandle } from "../../protocol/account/handle";
import { isGroup, readGroups, readQr, type RecoverySecret } from "../../protocol/account/recovery-card";
import { readWords } from "../../protocol/account/words";
import { WordsSecret } from "../../protocol/account/words-slot";
import type { Api } from "../http/api";
import type { Pins } from "../locker/open-locker";
import type { Remote } from "../world";
import { Account, type SeenVersions } from "./account";
import { saltOrigin } from "./origin";

/** Fetches what `signInWithWords` needs, while somebody types. */
export function prepareWords(): void {
  WordsSecret.prepare();
}

/**
 * With a handle and five words, and the code of the second step where one is asked for; `pins` as in `Account.open`. What isn't words of
 * a list is refused before any request.
 */
export async function signInWithWords(
  api: Api,
  world: Remote,
  seen: SeenVersions,
  input: { handle: string; words: string; code?: string },
  pins?: Pins,
): Promise<Account> {
  const handle = readHandle(input.handle);
  const { indexes } = readWords(input.words);
  const secret = await WordsSecret.derive(indexes, await saltOrigin(api, world), handle);
  const served = await api.signIn("words", handle, (await secret.auth()).exposeBytes(), { code: input.code });
  const key = await secret.openSlot(served.account, served.slot.id, served.slot.sealed);
  const account = await Account.open(api, seen, served.account, key, served.keyring, { pins });
  account.words = secret;
  return account;
}

/** With the recovery card alone, typed or scanned; `pins` as in `Account.open`. A typing mistake is found before any request. */
export async function signInWithCard(
  api: Api,
  world: Remote,
  seen: SeenVersions,
  text: string,
  pins: Pins,
): Promise<{ account: Account; card: RecoverySecret }> {
  const { secret, account } = await readCard(api, world, text);
  const served = await api.signIn("card", await secret.find(), (await secret.auth()).exposeBytes());
  if (account !== undefined && account !== served.account) throw new ArmoireError("slot");
  const key = await openCardSlot(secret, served.account, served.slot.id, served.slot.sealed);
  return { account: await Account.open(api, seen, served.account, key, served.keyring, { pins }), card: secret };
}

/** Which of the typed groups no card has, counted from 0. */
export function wrongGroups(groups: readonly string[]): number[] {
  return groups.flatMap((group, place) => (isGroup(group) ? [] : [place]));
}

/** Typed or scanned. `other_origin` where it says that its locker is elsewhere. */
export async function readCard(api: Api, world: Remote, text: string): Promise<{ secret: RecoverySecret; account?: string }> {
  if (!text.trim().startsWith("ARMOIRE:")) return { secret: readGroups(text) };
  const scanned = readQr(text.trim());
  // The card says where its locker is; its secret goes nowhere else.
  if (scanned.origin !== (await saltOrigin(api, world))) throw new ArmoireError("other_origin", { origin: scanned.origin });
  return scanned;
}
