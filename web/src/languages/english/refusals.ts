import type { Texts } from "../texts";

/** What a person reads when something is refused, by the stable code of the refusal. */
export const englishRefusals: Texts["refusals"] = {
  /* The network and the service */
  network: "The network is cut. Try again in a moment.",
  unavailable: "The service is pausing. Try again in a moment.",
  too_many_tries: "Too many tries. Wait a little, then try again.",
  disk_full: "The service is out of room. Nothing is lost. Try later.",
  internal: "That didn’t work. Try again.",

  /* Opening */
  sign_in_refused: "This name and these words open nothing. Check both.",
  handle: "A locker’s name ends with 4 digits. Example: nadia4821.",
  words_unknown: "Five words of the list are needed. Check them.",
  words_ambiguous: "Write each word in full.",
  card_group: "One group has a mistake. Look at your card.",
  card_check: "These groups don’t go together. Check their order.",
  card_refused: "This card opens nothing here. Check the address.",
  other_origin: "This card is for another address.",
  no_session: "Your locker has closed. Open it again.",
  locked: "Your locker is closed. Open it again.",
  idle: "Nobody touched the screen: your locker has closed.",
  left: "You left the page: your locker has closed.",
  pocket_code: "This isn’t the code. Try again.",
  pocket_full: "It is full: 20 papers and 60 MB at most.",
  pocket_empty: "No paper is kept here outside the locker.",
  pocket_locked: "These papers have closed. Type their code.",
  digits: "This code has 4 to 8 digits.",

  /* Ways in */
  pin: "A code has exactly 6 digits.",
  passkey_none: "Nothing came from this device. Try again, or open another way.",
  passkey_unsupported: "This device can’t do it. Choose a code.",
  passkey_changes: "This device answers differently each time. Choose a code.",
  passkey_refused: "This fingerprint opens nothing now. Use your words or your card.",
  last_way_in: "This is the last lasting way. It stays.",
  words_first: "First make new words, and write them down.",
  second_step: "Your second code is needed as well.",
  second_step_refused: "That isn’t the code, or it was used already.",
  second_step_required: "A second code has to be set first.",
  second_step_active: "The second code is set already.",
  too_many_ways: "There are many ways already. Remove one.",
  shared_device: "This isn’t your device: nothing is kept here.",

  /* Creating */
  sign_up_closed: "New lockers are closed here.",
  sign_up_code: "This isn’t the right code. Ask the front desk.",
  handle_taken: "This name is taken. Touch “Another one”.",

  /* Papers */
  quota_reached: "Your locker is full. Empty the bin, then try again.",
  device_full: "This phone is full. Make room, then try again.",
  device_storage: "This device can’t keep this paper. Try again.",
  too_large: "This is too large for your locker.",
  empty_file: "This file is empty. There is nothing to keep.",
  archive: "This file isn’t an archive of a locker.",
  not_found: "This paper is no longer there.",
  act_refused: "The service refuses this change. Check this device’s clock.",
  conflict: "Another device changes the same thing. Try again.",
  altered: "This paper is damaged: nothing of it is shown.",
  deletion_due: "The deletion is done. It can’t be stopped any more.",

  /* A service that doesn't keep its promises */
  rolled_back: "The service shows an old locker. Nothing is touched.",
  fork: "The service shows another history. Nothing is touched.",
  altered_log: "The service shows a changed locker. It stays closed.",
  origin_refused: "This page comes from another address. Check the address.",
  browser: "This browser is too old. Try another one.",
};
