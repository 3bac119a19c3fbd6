import type { Loss, Way, WayKind } from "../../bridge/bridge";
import type { Texts } from "../../languages";
import type { PictogramName } from "../pictograms/pictogram";

export const wayPictures: Record<WayKind, PictogramName> = { words: "words", card: "card", pin: "digits", passkey: "finger" };

/** What a way in is called: of several PINs, this device's is told from others. */
export function wayName({ kind, here, name }: Way, { ways }: Texts): string {
  if (kind === "pin" && !here) return name === undefined ? ways.pinElsewhere : `${ways.pinElsewhere} · ${name}`;
  return kind === "passkey" && name !== undefined ? name : ways.kinds[kind];
}

/** Words and card outlive every device: one of them always stays. */
export function isLasting({ kind }: Way): boolean {
  return kind === "words" || kind === "card";
}

export const lossPictures: Record<Loss | "pinSeen", PictogramName> = { stolen: "phone", wordsKnown: "words", cardKnown: "card", pinSeen: "digits" };
