import { encode } from "../../../web/src/protocol/bytes";
import { derive } from "../../../web/src/protocol/derive";
import { keyringFields } from "../../../web/src/protocol/account/keyring";
import { KEYRING_BLOCK, LABEL_BLOCK } from "../../../web/src/protocol/padding";
import { writeSealedJson } from "../../../web/src/protocol/sealed-json";
import * as limits from "../../../web/src/protocol/limits";
import type { Attack, Row } from "../harness/attack";
import { sealFlawed, type SealFlaws } from "../harness/forge";
import { forgedLog } from "../harness/forged-log";
import { ownOf } from "../harness/insider";
import { papers } from "../harness/scene";
import { serveKeyring, serveSlot } from "../harness/tampers";

/** Every kind of sealed thing that a server stores, with this flaw; each would open for whoever doesn't look. */
export function flawed(flaws: SealFlaws, code: string): Attack[] {
  return [
    {
      name: "a slot",
      code,
      tamper: async ({ insider: { account, accountKey, session, slotSecret } }) => {
        const slotKey = await derive(slotSecret.exposeSecret(), { context: "key", kind: "words" });
        return [serveSlot(await sealFlawed(slotKey, "slot", [account, session.slot.id, "words"], accountKey.exposeBytes(), flaws))];
      },
    },
    {
      name: "a keyring",
      code,
      tamper: async ({ insider: { account, accountKey, keyring, version } }) => {
        const json = writeSealedJson(keyringFields(keyring), KEYRING_BLOCK, limits.KEYRING);
        return serveKeyring(version, await sealFlawed(accountKey, "keyring", [account, version], json, flaws));
      },
    },
    {
      name: "the locker's key",
      code,
      tamper: async ({ insider }) => {
        const { locker, keys, keyring } = insider;
        const key = (await keys.lockerKey(insider.reader.locker)).exposeBytes();
        const sealed = encode(await sealFlawed(ownOf(keyring).root, "node", [locker, locker, 1], key, flaws));
        return forgedLog(insider, (body) => (body.form === "rotate" ? { ...body, key: sealed } : body));
      },
    },
    {
      name: "a document's label",
      code,
      tamper: async ({ insider }) => {
        const { id, key, label } = await insider.document(papers.bail.name);
        const json = writeSealedJson(label, LABEL_BLOCK, limits.LABEL);
        const sealed = encode(await sealFlawed(key, "label", [insider.locker, id, 1], json, flaws));
        return forgedLog(insider, (body) => (body.form === "document" && body.node === id ? { ...body, label: sealed } : body));
      },
    },
  ];
}

export const row06: Row = {
  number: 6,
  attacks: flawed({ uncommitted: true }, "commitment").map((attack) => ({ ...attack, name: `${attack.name} whose ciphertext commits to no key` })),
};
