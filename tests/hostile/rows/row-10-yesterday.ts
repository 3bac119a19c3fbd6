import type { Body } from "../../../web/src/protocol/act/body";
import type { Hash } from "../../../web/src/protocol/bytes";
import { randomSalt } from "../../../web/src/protocol/salt";
import type { Row } from "../harness/attack";
import { resign, rewrite } from "../harness/forge";
import { unpinned } from "../harness/forged-log";
import type { Scene } from "../harness/scene";
import { optional, serveKeyring, serveLog, serveLogOn } from "../harness/tampers";

/** The log without its newest acts: not the second half of the move, which nobody would believe. */
function yesterday({ insider }: Scene) {
  return insider.acts.slice(0, -2);
}

/** Another end than the one that was seen, which the holder could have signed. */
function otherHistory({ insider }: Scene) {
  const last = insider.acts.length - 1;
  return resign(insider.acts, insider.signing, (body, seq) => (seq === last - 2 ? { ...body, salt: "AAAAAAAAAAAAAAAAAAAAAA" as typeof body.salt } : body));
}

/**
 * Another end than the one that was seen, in which the holder says that acts thereabouts are lost: of a device that had seen others. It
 * excuses none of those that this device has seen.
 */
function lossOfOthers({ insider }: Scene) {
  const salt = randomSalt();
  const first = { seq: 0, hash: insider.acts[0]?.hash as Hash };
  const gap: Body = { form: "gap", kind: "gap", salt, seq: insider.acts.length + 100, hash: first.hash };
  const seen: Body = { form: "seen", kind: "seen", salt, node: insider.locker, ...first };
  const from = insider.acts.length - 3;
  return rewrite(insider.acts, insider.chain, insider.signing, (body, seq) => (seq < from ? body : seq === from ? gap : seen));
}

export const row10: Row = {
  number: 10,
  attacks: [
    {
      name: "yesterday's log, to a new device whose keyring knows today's",
      code: "rolled_back",
      tamper: (scene) => serveLog(yesterday(scene)),
    },
    {
      name: "yesterday's log, to the same device",
      code: "rolled_back",
      device: (device) => device.list(),
      tamper: (scene) => serveLogOn(yesterday(scene)),
    },
    {
      name: "yesterday's log and keyring, to the same device, which closes and opens its locker",
      code: "rolled_back",
      device: (device) => device.signInAgain(),
      tamper: async (scene) => [
        ...serveKeyring(scene.insider.version - 1, await scene.insider.sealKeyring({}, scene.insider.version - 1)),
        ...optional(serveLog(yesterday(scene))),
      ],
    },
    {
      name: "yesterday's log under today's number of the keyring, to the same device",
      code: "rolled_back",
      device: (device) => device.signInAgain(),
      tamper: async (scene) => [...serveLog(yesterday(scene)), ...(await unpinned(scene.insider))],
    },
    {
      name: "another history, to a new device whose keyring knows the first",
      code: "fork",
      tamper: (scene) => serveLog(otherHistory(scene)),
    },
    {
      name: "another history, to the same device",
      code: "fork",
      device: (device) => device.list(),
      tamper: (scene) => serveLogOn(otherHistory(scene)),
    },
    {
      name: "another history in which others' acts are lost, to a new device whose keyring knows the first",
      code: "rolled_back",
      tamper: (scene) => serveLog(lossOfOthers(scene)),
    },
    {
      name: "another history in which others' acts are lost, to the same device",
      code: { commandLine: "rolled_back", web: "fork" },
      device: (device) => device.list(),
      tamper: (scene) => serveLogOn(lossOfOthers(scene)),
    },
  ],
};
