import { keyringFields } from "../../../web/src/protocol/account/keyring";
import { KEYRING_BLOCK } from "../../../web/src/protocol/padding";
import { seal } from "../../../web/src/protocol/seal";
import { writeSealedJson } from "../../../web/src/protocol/sealed-json";
import * as limits from "../../../web/src/protocol/limits";
import type { Row } from "../harness/attack";
import { serveKeyring } from "../harness/tampers";
import { flawed } from "./row-06-commitment";

export const row07: Row = {
  number: 7,
  attacks: [
    ...flawed({ suite: 0 }, "suite").map((attack) => ({ ...attack, name: `${attack.name} of suite 0` })),
    ...flawed({ suite: 2 }, "suite").map((attack) => ({ ...attack, name: `${attack.name} of suite 2` })),
    {
      name: "a keyring that says inside that it is of suite 0",
      code: "suite",
      tamper: async ({ insider: { account, accountKey, keyring, version } }) => {
        const json = writeSealedJson({ ...keyringFields(keyring), suite: 0 }, KEYRING_BLOCK, limits.KEYRING);
        return serveKeyring(version, await seal(accountKey, { context: "keyring", account, version }, json));
      },
    },
  ],
};
