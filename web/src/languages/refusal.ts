import { ArmoireError } from "../bridge/bridge";
import type { Texts } from "./texts";

/** The stable code of whatever was thrown. */
export function codeOf(error: unknown): string {
  return error instanceof ArmoireError ? error.code : "internal";
}

/** The sentence for a refusal: the exact one where its detail allows, its own, its family's, or the plainest. */
export function refusal(texts: Texts, error: unknown): string {
  const key = sentenceKey(codeOf(error));
  const number = key === "too_many_tries" ? minutesOf(error) : placeOf(error);
  const exactly: Partial<Record<Key, (number: number) => string>> = texts.exactly;
  return (number === undefined ? undefined : exactly[key]?.(number)) ?? texts.refusals[key];
}

/** Which word or group is meant; the first is 1. */
export function placeOf(error: unknown): number | undefined {
  return numberOf(error, "place");
}

/** Whether a refusal says that the bytes of a document aren't what its owner sealed. */
export function isAltered(error: unknown): boolean {
  return sentenceKey(codeOf(error)) === "altered";
}

/** Whether the service shows less than this device has seen: it may have lost it, which its holder can accept. */
export function isLost(error: unknown): boolean {
  return codeOf(error) === "rolled_back";
}

/** Whether a refusal means that the locker has to be opened again. */
export function isClosed(error: unknown): boolean {
  const code = codeOf(error);
  return code === "no_session" || code === "locked";
}

type Key = keyof Texts["refusals"];

/** How long to wait, in minutes, where the server said so in seconds. */
function minutesOf(error: unknown): number | undefined {
  const seconds = numberOf(error, "retry_after");
  return seconds === undefined ? undefined : Math.max(1, Math.ceil(seconds / 60));
}

function numberOf(error: unknown, key: string): number | undefined {
  const value = error instanceof ArmoireError ? error.detail?.[key] : undefined;
  return typeof value === "number" && Number.isFinite(value) && value > 0 ? value : undefined;
}

/** Codes that say the same thing to a person. Names of the protocol stand in its document, section by section. */
const families: Partial<Record<Key, readonly string[]>> = {
  altered: [
    "tampered", "commitment", "length", "suite", "padding", "header", "stanzas", "recipient", "checksum", "object",
    "label", "hash", "size",
  ],
  altered_log: [
    "signature", "weak_key", "card", "prev", "chain", "seq", "locker", "author", "body", "body_missing", "kind", "node",
    "parent", "base", "epoch", "under", "turn", "version", "list", "gone", "seen", "time", "limbo", "objects",
    "box", "deposit", "step", "end", "grant", "grantee", "via", "vouch", "not_canonical", "account", "keyring", "slot", "malformed",
  ],
  act_refused: ["object_refused", "signature_required", "mailbox_own"],
  unavailable: ["upload_offset", "upload_busy", "too_many_uploads", "too_many_mailboxes", "too_many_deposits", "too_many_blocked"],
  conflict: ["slot_conflict", "log_conflict", "edit_conflict", "keyring_conflict", "object_gone", "object_exists", "stale_key", "mailbox_exists", "mailbox_replied"],
};

function sentenceKey(code: string): Key {
  if (Object.hasOwn(frame, code)) return code as Key;
  for (const [family, codes] of Object.entries(families)) {
    if (codes.includes(code)) return family as Key;
  }
  return "internal";
}

// A record, so that the compiler keeps it equal to the keys of the language files.
const frame: Record<Key, true> = {
  network: true, unavailable: true, too_many_tries: true, disk_full: true, internal: true,
  sign_in_refused: true, handle: true, words_unknown: true, words_ambiguous: true,
  card_group: true, card_check: true, card_refused: true, other_origin: true, no_session: true, locked: true, idle: true, left: true,
  pocket_code: true, pocket_full: true, pocket_empty: true, pocket_locked: true, digits: true,
  pin: true, passkey_none: true, passkey_unsupported: true, passkey_changes: true, passkey_refused: true, last_way_in: true, words_first: true,
  second_step: true, second_step_refused: true, second_step_required: true, second_step_active: true, too_many_ways: true, shared_device: true,
  sign_up_closed: true, sign_up_code: true, handle_taken: true,
  quota_reached: true, device_full: true, device_storage: true, too_large: true, empty_file: true, not_found: true,
  archive: true, act_refused: true, conflict: true, altered: true, deletion_due: true,
  rolled_back: true, fork: true, altered_log: true, origin_refused: true, browser: true,
};
