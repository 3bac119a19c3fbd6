import { require } from "../refusal";

/** Exactly six digits, as typed. */
export type Pin = string & { readonly pin: unique symbol };

/** Four to eight digits, as typed: of a device's pocket. */
export type PocketCode = string & { readonly pocketCode: unique symbol };

/** `digits` for anything but six of 0 to 9. */
export function readPin(typed: string): Pin {
  require(/^[0-9]{6}$/.test(typed), "digits");
  return typed as Pin;
}

/** `digits` for anything but four to eight of 0 to 9. */
export function readPocketCode(typed: string): PocketCode {
  require(/^[0-9]{4,8}$/.test(typed), "digits");
  return typed as PocketCode;
}
