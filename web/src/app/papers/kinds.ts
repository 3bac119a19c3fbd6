import type { Texts } from "../../languages";

/** What a file is, told by its first bytes; its name and the browser's word for it are only claims. */
export type Kind = keyof Texts["kinds"];

/** Bytes that `kindOf` wants to see. */
export const kindBytes = 64;

/** The kind of a file by its first bytes. */
export function kindOf(start: Uint8Array): Kind {
  const found = signatures.find(({ at, bytes }) => bytes.every((byte, place) => start[at + place] === byte));
  if (found !== undefined) return found.kind;
  // ISO media files name their brand after "ftyp".
  if (ascii(start, 4, 8) === "ftyp") {
    const brand = ascii(start, 8, 12);
    if (brand === "avif" || brand === "avis") return "avif";
    if (["heic", "heix", "heim", "heis", "hevc", "mif1", "msf1"].includes(brand)) return "heic";
    if (videoBrands.some((known) => brand.startsWith(known))) return "video";
  }
  if (ascii(start, 0, 4) === "RIFF") {
    if (ascii(start, 8, 12) === "WEBP") return "webp";
    if (ascii(start, 8, 11) === "AVI") return "video";
  }
  return start.length > 0 && isText(start) ? "text" : "other";
}

/** The media type that goes into the label. */
export function mediaType(kind: Kind): string {
  return mediaTypes[kind];
}

/** Whether every browser draws it, and drawing it runs nothing: no SVG, no PDF, no HTML. */
export function isPicture(kind: Kind): boolean {
  return ["jpeg", "png", "gif", "webp", "avif"].includes(kind);
}

/** Whether a name promises another kind than the bytes keep. */
export function nameLies(name: string, kind: Kind): boolean {
  const ending = /\.([a-z0-9]{1,8})$/i.exec(name)?.[1]?.toLowerCase() ?? "";
  const promised = endings[ending];
  return promised !== undefined && promised !== kind;
}

/** The endings that a file of this kind may have, the usual one first. None where anything may be inside. */
export function endingsOf(kind: Kind): readonly string[] {
  return Object.keys(endings).filter((ending) => endings[ending] === kind);
}

const mediaTypes: Record<Kind, string> = {
  jpeg: "image/jpeg",
  png: "image/png",
  gif: "image/gif",
  webp: "image/webp",
  avif: "image/avif",
  heic: "image/heic",
  pdf: "application/pdf",
  zip: "application/zip",
  video: "application/octet-stream",
  text: "text/plain",
  other: "application/octet-stream",
};

const endings: Partial<Record<string, Kind>> = {
  jpg: "jpeg",
  jpeg: "jpeg",
  png: "png",
  gif: "gif",
  webp: "webp",
  avif: "avif",
  heic: "heic",
  heif: "heic",
  pdf: "pdf",
  zip: "zip",
  mp4: "video",
  m4v: "video",
  mov: "video",
  "3gp": "video",
  webm: "video",
  mkv: "video",
  avi: "video",
  txt: "text",
};

const signatures: readonly { kind: Kind; at: number; bytes: readonly number[] }[] = [
  { kind: "jpeg", at: 0, bytes: [0xff, 0xd8, 0xff] },
  { kind: "png", at: 0, bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { kind: "gif", at: 0, bytes: [0x47, 0x49, 0x46, 0x38] },
  { kind: "pdf", at: 0, bytes: [0x25, 0x50, 0x44, 0x46, 0x2d] },
  { kind: "zip", at: 0, bytes: [0x50, 0x4b, 0x03, 0x04] },
  // Matroska and WebM.
  { kind: "video", at: 0, bytes: [0x1a, 0x45, 0xdf, 0xa3] },
];

/** How the brands of MP4, QuickTime and 3GPP begin. */
const videoBrands = ["isom", "iso", "mp4", "avc", "M4V", "qt", "3g", "dash", "MSNV", "f4v"];

function ascii(bytes: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...bytes.subarray(from, to));
}

/** Whether these bytes begin a text in UTF-8: a letter may be cut at the end, and no control character is in it. */
function isText(start: Uint8Array): boolean {
  try {
    return !/[^\P{Cc}\t\n\r]/u.test(new TextDecoder("utf-8", { fatal: true }).decode(start, { stream: true }));
  } catch {
    return false;
  }
}
