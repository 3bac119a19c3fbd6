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
import type { Attack, Row } from "../harness/attack";
import type { By } from "../harness/outcome";
import type { Scene } from "../harness/scene";
import { conflict, optional, serveCards, serveKeyring, serveKeyringAfter, serveLog } from "../harness/tampers";

/** A person's keys as an attacker makes them. */
async function attackerKeys() {
  const [signing, identity] = [randomKey(), randomKey()];
  const recipient = await new Identity("mlkem768x25519", identity).recipient();
  return { signing, identity, recipient };
}

/** What a device that opens without words meets at the door. */
function atTheDoor(by: By): Attack[] {
  const attack = { by, own: (device) => device.signInAgain(), ...(by === "passkey" && { only: "web vault" }) } satisfies Partial<Attack>;
  return [
    {
      ...attack,
      name: `a keyring sealed under another key, to who opens by ${by}`,
      code: "commitment",
      tamper: async ({ insider: { account, keyring, version } }) =>
        serveKeyring(version, await sealKeyring(randomKey(), account, version, keyring)),
    },
    {
      ...attack,
      name: `a keyring with the attacker's keys, to who opens by ${by}`,
      code: "card",
      tamper: async ({ insider }) => {
        const { signing, identity } = await attackerKeys();
        return serveKeyring(insider.version, await insider.sealKeyring({ signing, identity }));
      },
    },
    {
      ...attack,
      name: `an older keyring, to who opens by ${by} and has seen a newer`,
      code: "rolled_back",
      tamper: ({ insider }) => olderKeyring(insider, insider.version - 1),
    },
  ];
}

/** Somebody else was first, says the server, and gives another keyring. Nothing is made, and nothing shown. */
const changes: { doing: string; route: string; own: NonNullable<Attack["own"]> }[] = [
  { doing: "a new card is made", route: "POST /account/ways", own: (device) => device.newCard() },
  { doing: "every key is changed", route: "POST /account/rotation", own: (device) => device.rotate("phone") },
];

function whileChanging({ doing, route, own }: (typeof changes)[number]): Attack[] {
  return [
    {
      name: `an older keyring while ${doing}`,
      // The command line doesn't even open it, and offers its own instead, which heals a server that was restored.
      only: "web vault",
      code: "rolled_back",
      own,
      tamper: async ({ insider }) => [conflict(route, insider.version), serveKeyringAfter(insider.version - 1, await insider.sealKeyring({}, insider.version - 1))],
    },
    {
      name: `a keyring sealed under another key while ${doing}`,
      code: "commitment",
      own,
      tamper: async ({ insider: { account, keyring, version } }) => [
        conflict(route, version + 1),
        serveKeyringAfter(version + 1, await sealKeyring(randomKey(), account, version + 1, keyring)),
      ],
    },
  ];
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
    ...(["pin", "passkey"] as const).flatMap(atTheDoor),
    ...changes.flatMap(whileChanging),
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
