import { signAct, type Act } from "../../../web/src/protocol/act/act";
import type { Hash } from "../../../web/src/protocol/bytes";
import { randomKey } from "../../../web/src/protocol/locker/keys";
import { Chronicle } from "../harness/chronicle";
import type { Attack, Row } from "../harness/attack";
import type { Scene } from "../harness/scene";
import { serveLog, serveLogOn } from "../harness/tampers";
import type { Village } from "../harness/village";

/** What somebody does by a right that they had once, with a server that lets them. */
export function row16(village: () => Village): Row {
  const over = (name: string, code: string, log: (chronicle: Chronicle, village: Village) => readonly Act[] | Promise<readonly Act[]>): Attack => ({
    name,
    code,
    device: (device) => device.list(),
    tamper: async ({ insider }: Scene) => serveLogOn(await log(new Chronicle(insider), village())),
  });
  return {
    number: 16,
    attacks: [
      over("a paper added by a grant that was taken back", "author", async (log, { insiders, folders }) =>
        log.with(log.write(await log.added(folders.over), insiders.Yusuf)),
      ),
      over("a paper added by a grant that was taken back, at a time before that", "time", async (log, { insiders, folders }) =>
        log.with(log.write(await log.added(folders.over), insiders.Yusuf, -60_000)),
      ),
      {
        name: "a paper added by a grant that was taken back, in the place before that, to a new device",
        code: "seq",
        tamper: async ({ insider }) => {
          const { before, after } = await beforeRevoke(new Chronicle(insider), village());
          return serveLog([...before, ...after]);
        },
      },
      {
        name: "a paper added by a grant that was taken back, in the place before that, and what came then moved on, to a new device",
        code: "signature",
        tamper: async ({ insider }) => {
          const { before, after } = await beforeRevoke(new Chronicle(insider), village());
          return serveLog([...before, ...movedOn(before, after)]);
        },
      },
      over("a paper added by a grant at its end", "author", async (log, { insiders, folders }) => {
        log.add(log.granted(insiders.Luc, { node: folders.run, right: "edit", lasts: 1000 }), village().scene.insider);
        return log.with(log.write(await log.added(folders.run), insiders.Luc, 1000));
      }),
      over("a paper added by a grant after its end, at a time before that", "time", async (log, { insiders, folders }) => {
        log.add(log.granted(insiders.Luc, { node: folders.run, right: "edit", lasts: 1000 }), village().scene.insider);
        log.pass(2000);
        return log.with(log.write(await log.added(folders.run), insiders.Luc, -1500));
      }),
      over("a paper added by a grant that hasn't begun", "author", async (log, { insiders, folders }) => {
        log.add(log.granted(insiders.Luc, { node: folders.run, right: "edit", start: 10_000 }), village().scene.insider);
        return log.with(log.write(await log.added(folders.run), insiders.Luc, 9_999));
      }),
      over("a paper added by a grant of somebody whose own was taken back", "author", async (log, { insiders, folders, grants }) => {
        log.add(log.granted(insiders.Luc, { node: folders.run, right: "edit", lasts: 60_000, via: grants.folder }), insiders.Samira);
        log.add(log.revoked(grants.folder), village().scene.insider);
        return log.with(log.write(await log.added(folders.run), insiders.Luc));
      }),
      over("a grant by somebody whose own was taken back", "author", (log, { insiders, folders, grants }) => {
        log.add(log.revoked(grants.folder), village().scene.insider);
        return log.with(log.write(log.granted(insiders.Luc, { node: folders.run, right: "read", lasts: 60_000, via: grants.folder }), insiders.Samira));
      }),
      over("a grant that outlives the one by which it was given", "via", (log, { insiders, folders, grants }) => {
        const lasts = 2 * 3_600_000;
        return log.with(log.write(log.granted(insiders.Luc, { node: folders.run, right: "read", lasts, via: grants.folder }), insiders.Samira));
      }),
      over("a grant of what its author doesn't run", "author", (log, { insiders, grants }) =>
        log.with(log.write(log.granted(insiders.Luc, { node: log.locker.id, right: "read", lasts: 60_000, via: grants.folder }), insiders.Samira)),
      ),
      over("a right used on another folder than the one it is on", "author", async (log, { insiders, folders }) =>
        log.with(log.write(await log.added(folders.over), insiders.Samira)),
      ),
      over("a right to open used to change", "author", async (log, { insiders, scene }) => {
        const { id } = await scene.insider.document("Bail rue des Lilas.txt");
        return log.with(log.write(await log.renamed(id, "Renamed"), insiders.Luc));
      }),
      over("the taking back of somebody else's right", "author", (log, { insiders, grants }) =>
        log.with(log.write(log.revoked(grants.folder), insiders.Luc)),
      ),
    ],
  };
}

/** Yusuf's paper in the place of the act that took his right from him, and the acts from that one on. */
async function beforeRevoke(log: Chronicle, { insiders, folders }: Village) {
  const { acts, locker } = log;
  const at = acts.findIndex(({ body }) => body?.form === "revoke");
  const last = acts[at - 1];
  if (last === undefined) throw new Error("something was taken back");
  const place = { seq: last.header.seq + 1, prev: last.hash, time: last.header.time };
  const added = log.write(await log.added(folders.over, locker.folders.get(folders.over)?.epoch), insiders.Yusuf, 0, place);
  return { before: [...acts.slice(0, at), added], after: acts.slice(at) };
}

/** The acts at the places that come next, with the signatures that they had: whoever has no key of their authors can't sign them again. */
function movedOn(before: readonly Act[], after: readonly Act[]): Act[] {
  const renamed = new Map<Hash, Hash>();
  let last = before.at(-1);
  return after.map((act) => {
    if (last === undefined || act.body === undefined) throw new Error("a log goes on from something");
    const { body: _, chain, ...header } = act.header;
    const place = { seq: last.header.seq + 1, prev: last.hash, ...(chain && { chain: renamed.get(chain) ?? chain }) };
    const moved = { ...signAct({ ...header, ...place }, act.body, randomKey(), act.beside), signature: act.signature };
    renamed.set(act.hash, moved.hash);
    last = moved;
    return moved;
  });
}
