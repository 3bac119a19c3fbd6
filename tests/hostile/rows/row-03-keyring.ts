import { firstCard } from "../../../web/src/protocol/account/card";
import { sealKeyring } from "../../../web/src/protocol/account/keyring";
import { signAct } from "../../../web/src/protocol/act/act";
import { encode, hashOf, utf8, type Hash } from "../../../web/src/protocol/bytes";
import { accountId, lockerId, type Id } from "../../../web/src/protocol/id";
import { inboxIdentity, randomKey, sealNodeKey } from "../../../web/src/protocol/locker/keys";
import { randomSalt } from "../../../web/src/protocol/salt";
import type { Secret } from "../../../web/src/protocol/secret";
import { publicKeyOf, sign } from "../../../web/src/protocol/sign";
import { Identity } from "../../../web/src/protocol/to";
import type { Row } from "../harness/attack";
import type { Scene } from "../harness/scene";
import { optional, serveCards, serveKeyring, serveLog } from "../harness/tampers";

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
      name: "a whole locker of the attacker's, under the holder's account: keyring, card and log",
      code: "card",
      tamper: async ({ insider }) => {
        const { account } = insider;
        const { signing, identity, recipient } = await attackerKeys();
        const honest = new TextDecoder().decode(firstCard(signing, recipient).card);
        const card = utf8(honest.replace(accountId(publicKeyOf(signing)), account));
        const { own, acts } = await attackersLocker(account, hashOf(card), signing);
        const keyring = await insider.sealKeyring({ signing, identity, card: 1, lockers: [own] });
        return [
          ...serveKeyring(insider.version, keyring),
          serveCards([{ card, signature: sign("card", signing, card) }]),
          ...optional(serveLog(acts)),
        ];
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

/** Acts 0 and 1 of a locker that is the attacker's from its first key on. */
async function attackersLocker(author: Id, card: Hash, signing: Secret) {
  const [root, key, time] = [randomKey(), randomKey(), Date.now()];
  const inbox = await (await inboxIdentity(key, 1)).recipient();
  const first = signAct({ seq: 0, author, card, time }, { form: "locker", kind: "locker", salt: randomSalt(), inbox }, signing);
  const locker = lockerId(first.hash);
  const sealed = encode(await sealNodeKey(root, { locker, node: locker, epoch: 1 }, key));
  const body = { form: "rotate", kind: "rotate", salt: randomSalt(), node: locker, epoch: 1, key: sealed, inbox } as const;
  const second = signAct({ locker, seq: 1, prev: first.hash, author, card, time }, body, signing);
  return { own: { locker, root, seq: 1, hash: second.hash, unknown: {} }, acts: [first, second] };
}

/** The keyring before the newest, genuine, called `version`. */
async function olderKeyring(insider: Scene["insider"], version: number) {
  return serveKeyring(version, await insider.sealKeyring({}, insider.version - 1));
}
