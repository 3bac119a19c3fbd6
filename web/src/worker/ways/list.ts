import type { Session, Way, WayKind, WaysIn } from "../../bridge/bridge";
import { openName, sealName } from "../../protocol/account/name";
import { SLOT_KINDS, type SlotKind } from "../../protocol/derive";
import { dropEnrolments, enrolments } from "../device/enrolments";
import type { SessionListed, SlotView } from "../http/shapes";
import { nameSession } from "../http/ways-api";
import type { Around } from "./context";

const KINDS: Record<SlotKind, WayKind> = { words: "words", card: "card", device: "pin", passkey: "passkey" };

/** Every way in, words and card first. What this device has of a PIN that isn't listed any more goes. */
export async function waysIn(around: Around): Promise<WaysIn> {
  const slots = (await around.api.slots()).sort((one, other) => orderOf(one) - orderOf(other) || one.created - other.created);
  const { account, isOwnDevice } = around.opened;
  const store = await around.device.store();
  if (store !== null) await dropEnrolments(store, account.id, slots.map(({ id }) => id));
  const here = store === null ? [] : (await enrolments(store)).map(({ slot }) => slot);
  const ways: Way[] = [];
  for (const slot of slots) ways.push(await wayOf(around, slot, here.includes(slot.id)));
  const kinds = new Set(ways.map(({ kind }) => kind));
  const missing: WayKind[] = (["words", "card", "passkey"] as const).filter((kind) => !kinds.has(kind));
  const canHavePin = isOwnDevice && store !== null;
  if (canHavePin && !ways.some((way) => way.here)) missing.push("pin");
  return { ways, safe: kinds.size > 1, missing };
}

/** Devices and programs that are signed in, with their names. */
export async function namedSessions(around: Around): Promise<Session[]> {
  const sessions: Session[] = [];
  for (const { name: sealed, ...session } of await around.api.sessions()) {
    const name = await nameOf(around, session.id, sealed);
    sessions.push({ ...session, ...(name !== undefined && { name }) });
  }
  return sessions;
}

/** In the holder's lists; where the device is theirs, it keeps the name. */
export async function nameDevice(around: Around, name: string): Promise<void> {
  const { account, isOwnDevice } = around.opened;
  const id = (await around.api.sessions()).find(({ current }) => current)?.id ?? "";
  await nameSession(around.api, await sealName(account.key, { account: account.id, id }, name));
  if (isOwnDevice) around.device.rememberName(name.trim());
}

function orderOf({ kind }: SlotView): number {
  return SLOT_KINDS.indexOf(kind);
}

async function wayOf(around: Around, { id, kind, name: sealed, created, used }: SlotView, here: boolean): Promise<Way> {
  const name = (here ? (await around.device.memory()).name : undefined) ?? (await nameOf(around, id, sealed));
  return { id, kind: KINDS[kind], here, created, ...(name !== undefined && { name }), ...(used !== undefined && { used }) };
}

/** What doesn't open is shown without a name. */
async function nameOf({ opened: { account } }: Around, id: string, sealed: SessionListed["name"]): Promise<string | undefined> {
  return sealed && openName(account.key, { account: account.id, id }, sealed).catch(() => undefined);
}
