import { firstCard } from "../../../web/src/protocol/account/card";
import { sealKeyring } from "../../../web/src/protocol/account/keyring";
import { accountId } from "../../../web/src/protocol/id";
import { randomKey } from "../../../web/src/protocol/locker/keys";
import { publicKeyOf, sign } from "../../../web/src/protocol/sign";
import { Identity } from "../../../web/src/protocol/to";
import { utf8 } from "../../../web/src/protocol/bytes";
import type { Row } from "../harness/attack";
import type { Scene } from "../harness/scene";
import { serveCards, serveKeyring } from "../harness/tampers";

/** A person's keys as an attacker makes them. */
async function attackerKeys() {
  const [signing, identity] = [randomKey(), randomKey()];
  const recipient = await new Identity("mlkem768x25519", identity).recipient();
  return { signing, identity, recipient };
}

export const row03: Row = {
  number: 3,
  attacks: [
    {
      name: "a keyring sealed under another key",
      code: "commitment",
      tamper: async ({ insider: { account, keyring, version } }) =>
        serveKeyring(version, await sealKeyring(randomKey(), account, version, keyring)),
    },
    {
      name: "a keyring with the attacker's keys, sealed as it must be, beside the holder's cards",
      code: "card",
      tamper: async ({ insider }) => {
        const { signing, identity } = await attackerKeys();
        return serveKeyring(insider.version, await insider.sealKeyring({ signing, identity }));
      },
    },
    {
      name: "a keyring with the attacker's keys, and the attacker's card under the holder's account",
      code: "card",
      tamper: async ({ insider }) => {
        const { signing, identity, recipient } = await attackerKeys();
        const honest = new TextDecoder().decode(firstCard(signing, recipient).card);
        const card = utf8(honest.replace(accountId(publicKeyOf(signing)), insider.account));
        const keyring = await insider.sealKeyring({ signing, identity });
        return [...serveKeyring(insider.version, keyring), serveCards([{ card, signature: sign("card", signing, card) }])];
      },
    },
    {
      name: "an older keyring, to a device that has seen a newer",
      code: "rolled_back",
      device: (device) => device.signInAgain(),
      tamper: ({ insider }) => olderKeyring(insider, insider.version - 1),
    },
    {
      name: "an older keyring under the newest version's number",
      code: "commitment",
      tamper: ({ insider }) => olderKeyring(insider, insider.version),
    },
  ],
};

/** The keyring before the newest, genuine, called `version`. */
async function olderKeyring(insider: Scene["insider"], version: number) {
  return serveKeyring(version, await insider.sealKeyring({}, insider.version - 1));
}
