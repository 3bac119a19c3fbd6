import type { Grantee } from "../../bridge/bridge";
import type { Keyring } from "../../protocol/account/keyring";
import { isListOf } from "../../protocol/canonical";
import { byBytes, isId, type Id } from "../../protocol/id";
import * as limits from "../../protocol/limits";
import { isLiving } from "../../protocol/log/rights";
import type { Locker, LockerDeposit } from "../../protocol/log/state";
import { setBlocked } from "../http/people-api";
import type { PeopleAround } from "./context";
import { changeKeyring, refreshKeyring, shownGrantee } from "./known";
import { refuseDeposit } from "./waiting";

/** Deposits that go with one append at most. */
const MOST = 50;

/**
 * Wants nothing any more that somebody hands in, here and on the server, and what waits of them goes. What they were lent stays lent. The keyring says
 * it, so that a server that lets them through, or was restored, changes nothing.
 */
export async function block(around: PeopleAround, account: Id): Promise<void> {
  await changeKeyring(around, (keyring) => blocking(keyring, [...blockedIn(keyring), account]));
  await setBlocked(around.api, around.opened.locker.id, account, true);
  await around.opened.locker.sync();
  await refuseUnwanted(around);
}

/** Lets somebody hand in again. */
export async function unblock(around: PeopleAround, account: Id): Promise<void> {
  await setBlocked(around.api, around.opened.locker.id, account, false);
  await changeKeyring(around, (keyring) => blocking(keyring, blockedIn(keyring).filter((one) => one !== account)));
}

export async function blocked(around: PeopleAround): Promise<Grantee[]> {
  await refreshKeyring(around);
  const { account } = around.opened;
  return blockedIn(account.keyring).map((one) => shownGrantee(around, one));
}

/** Whether what waits isn't shown: its author is blocked, or it has waited too long and its author has no living grant. */
export function isUnwanted(locker: Locker, keyring: Keyring, { author, time }: LockerDeposit, now: number): boolean {
  if (blockedIn(keyring).includes(author)) return true;
  const isGranted = [...locker.grants.values()].some((grant) => grant.grantee === author && isLiving(locker, grant, now));
  return now - time > limits.DEPOSIT_TIME && !isGranted;
}

/** Refuses what isn't wanted. */
export async function refuseUnwanted({ opened: { account, locker } }: PeopleAround): Promise<void> {
  // The newest act's time, which the server has compared with its clock: a device whose clock is wrong deletes nothing.
  const now = locker.reader.locker.time;
  const unwanted = (state: Locker): Id[] => [...state.deposits].filter(([, deposit]) => isUnwanted(state, account.keyring, deposit, now)).map(([id]) => id);
  while (unwanted(locker.reader.locker).length > 0) {
    await locker.append((draft) => {
      for (const id of unwanted(draft.locker).slice(0, MOST)) refuseDeposit(draft, id);
      return Promise.resolve();
    });
  }
}

function blockedIn({ unknown }: Keyring): Id[] {
  const known = unknown["blocked"];
  return isListOf(isId)(known) ? known : [];
}

/** Ascending by their bytes, as the command line writes it; without the key when there is nobody. */
function blocking(keyring: Keyring, accounts: readonly Id[]): Keyring {
  const { blocked: _, ...unknown } = keyring.unknown;
  const sorted = [...new Set(accounts)].sort(byBytes);
  return { ...keyring, unknown: { ...unknown, ...(sorted.length > 0 && { blocked: sorted }) } };
}
