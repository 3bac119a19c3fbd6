import { concat, type Bytes } from "../../protocol/bytes";
import type { Api } from "../http/api";
import type { Kept } from "./kept";
import type { Outbox } from "./outbox";

/** Brings a paper's ciphertext to the server. */
export async function uploadKept(api: Api, outbox: Outbox, kept: Kept, signal: AbortSignal, sent: (bytes: number) => void): Promise<void> {
  const { locker, object } = kept;
  const pieces: Bytes[] = [];
  for (let at = 0; at < object.size; ) {
    const piece = await outbox.read(object.id, at);
    if (piece.length === 0) break;
    pieces.push(piece);
    at += piece.length;
  }
  await api.upload(locker, object.id, concat(...pieces), signal);
  sent(object.size);
}
