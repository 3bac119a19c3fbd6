import type { Document, NewDocument } from "../../src/bridge/bridge";
import type { Vault } from "../../src/worker/vault";

/** Adds a document, and waits until the server has it. */
export async function addSent(vault: Vault, input: NewDocument): Promise<Document> {
  const { id } = await vault.add(input);
  return vault.sent(id);
}
