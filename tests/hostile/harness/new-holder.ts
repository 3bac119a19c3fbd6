import { Vault } from "../../../web/src/worker/vault";
import { Holder } from "./holder";
import { webWorld } from "./web-vault";

/** A person makes a locker with the browser's code, and puts something into it. */
export async function newHolder(origin: string, fill: (vault: Vault) => Promise<void> = (vault) => vault.lock()): Promise<Holder> {
  const vault = new Vault(webWorld(origin));
  const handle = await vault.prepareHandle("Nadia");
  const { words, card } = await vault.createLocker({ handle, language: "fr", device: "shared" });
  await fill(vault);
  return new Holder(handle, words, card.groups);
}
