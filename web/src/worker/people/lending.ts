import { ArmoireError, type Grant as Shown, type People } from "../../bridge/bridge";
import type { GrantId } from "../../protocol/act/people";
import { encode, hashOf, utf8, type Hash, type Text64 } from "../../protocol/bytes";
import { randomBytes } from "../../protocol/hazmat/random";
import type { Id } from "../../protocol/id";
import * as limits from "../../protocol/limits";
import { sealActText } from "../../protocol/locker/act-text";
import { lentList } from "../../protocol/log/lent-list";
import { isDocumentStale, newestEpoch } from "../../protocol/log/state";
import { sealBox } from "../../protocol/people/box";
import { checkPurpose } from "../../protocol/people/given-key";
import type { Person } from "../../protocol/people/person";
import { randomSalt } from "../../protocol/salt";
import type { Secret } from "../../protocol/secret";
import type { Draft } from "../locker/draft";
import type { Labels } from "../locker/labels";
import type { Keys, Writable } from "../locker/keys";
import { freshenFolder, freshenLocker } from "../locker/rotation";
import { writeDocument } from "../locker/writing";
import { asId } from "../named";
import type { Around } from "../ways/context";
import { shownGrant } from "./grants";
import { cardsOf, knownPerson, trustOf } from "./known";
import { noteOf, putNote } from "./notes";
import { openPeopleFolder } from "./people-folder";

type Lending = Parameters<People["lend"]>[0];

/** What one grant says, but for its node and its key. */
interface Giving extends Pick<Lending, "right" | "start" | "end" | "purpose"> {
  /** The grant by which somebody who isn't the holder gives it. */
  via?: GrantId;
  grantee: Id;
  /** Hash of the card that the key is sealed to, and its recipient. */
  card: Hash;
  recipient: string;
}

/** Lends each node by a grant of its own, all in one append. */
export async function lend(around: Around, { nodes, to, ...how }: Lending): Promise<Shown[]> {
  const { opened, remote } = around;
  checkPurpose(how.purpose);
  const giving = { ...how, ...(await granteeOf(around, knownPerson(opened.account.keyring, asId(to)))) };
  const { locker, labels } = opened;
  const targets = nodes.length === 0 ? [locker.id] : [...new Set(nodes)].map(asId);
  if (targets.length > limits.APPEND_ACTS / 4) throw new ArmoireError("too_large");
  // One that is over before it begins is refused by the rules, as one that is too long.
  const made = await locker.append(async (draft) => {
    const ids: GrantId[] = [];
    for (const node of targets) ids.push(await give(draft, locker.keys, labels, node, giving));
    return ids;
  });
  const given = made.flatMap((id) => {
    const grant = locker.reader.locker.grants.get(id);
    return grant === undefined ? [] : [{ ...grant, id, purpose: how.purpose }];
  });
  return Promise.all(given.map((grant) => shownGrant(around, grant, remote.now())));
}

/** Takes back what isn't over yet. Keys that were given are replaced with the next writing. */
export async function takeBack({ opened }: Around, grants: readonly string[]): Promise<void> {
  await revokeIn(opened.locker, grants);
}

/** Takes back all that somebody has, or everybody: also what a delegate gave them. What they gave on ends with it. */
export async function takeBackAll(around: Around, account?: string): Promise<void> {
  const { locker } = around.opened;
  await locker.sync();
  const all = [...locker.reader.locker.grants].filter(([, { grantee }]) => account === undefined || grantee === account);
  await takeBack(around, all.map(([id]) => id));
}

export async function revokeIn(locker: Writable, grants: readonly string[]): Promise<void> {
  for (let at = 0; at < grants.length; at += limits.APPEND_ACTS / 2) {
    await locker.append((draft) => {
      for (const grant of grants.slice(at, at + limits.APPEND_ACTS / 2) as GrantId[]) {
        // One that hangs on another goes with it, and one that ended meanwhile is over.
        if (draft.locker.grants.has(grant)) draft.add({ form: "revoke", kind: "revoke", salt: randomSalt(), grant });
      }
      return Promise.resolve();
    });
  }
}

/** Whoever isn't sure to be who they say they are is lent nothing (`unverified`); other cards than theirs are `card`. */
export async function granteeOf(around: Around, person: Person): Promise<Pick<Giving, "grantee" | "card" | "recipient">> {
  if (trustOf(around, person).trust === "unverified") throw new ArmoireError("unverified");
  const { newest } = await cardsOf(around, person);
  return { grantee: person.account, card: newest.hash, recipient: newest.content.recipient };
}

/** Signs a grant, after a fresh key where the present one is in wrong hands. */
export async function give(draft: Draft, keys: Keys, labels: Labels, node: Id, { purpose, recipient, card, ...giving }: Giving): Promise<GrantId> {
  const { key, parent, ...place } = await newestKey(draft, keys, labels, node);
  const salt = randomSalt();
  // For whom the holder let in, it stands in the box alone.
  const isHolders = giving.via === undefined;
  const sealed = purpose === undefined || !isHolders ? undefined : await sealPurpose(draft, keys, labels, { node, salt, purpose });
  const grant = encode(randomBytes(16)) as GrantId;
  const start = giving.start ?? draft.time;
  const living = lentList(draft.locker, node).map(({ seq, hash }) => [seq, hash] as const);
  const file = await sealBox(recipient, { locker: draft.locker.id, node, ...place, key, grant, living, ...(purpose !== undefined && { purpose }) });
  const { grantee, right, end, via } = giving;
  const what = { node, ...(parent && { parent }), ...place, card, grant, grantee, right, start, end, ...(via && { via }) };
  draft.add({ form: "grant", kind: "grant", salt, ...what, box: hashOf(file), ...(sealed && { sealed }) }, file);
  return grant;
}

/** Under the private folder's key: the holder reads it again, nobody else. */
async function sealPurpose(draft: Draft, keys: Keys, labels: Labels, { node, salt, purpose }: { node: Id; salt: Text64; purpose: string }): Promise<Text64> {
  const folder = await openPeopleFolder(draft, keys, labels);
  const place = { locker: draft.locker.id, node, kind: "grant", salt };
  return encode(await sealActText(await keys.folderKey(draft.locker, folder), place, utf8(JSON.stringify({ purpose }))));
}

/** Of what is lent. */
async function newestKey(draft: Draft, keys: Keys, labels: Labels, node: Id): Promise<{ epoch: number; turn?: number; parent?: Id; key: Secret }> {
  const { locker } = draft;
  if (node === locker.id) {
    await freshenLocker(draft, keys);
    return { epoch: newestEpoch(locker.keys), key: await keys.lockerKey(locker) };
  }
  const folder = locker.folders.get(node);
  if (folder !== undefined) {
    await freshenFolder(draft, keys, node);
    return { epoch: newestEpoch(locker.folders.get(node)?.keys ?? []), key: await keys.folderKey(locker, node) };
  }
  // Sealed again under a key that nobody has.
  if (isDocumentStale(locker, node)) await rewrite(draft, keys, labels, node);
  const document = locker.documents.get(node);
  if (document === undefined) throw new ArmoireError("not_found");
  const { folder: parent, epoch, turn } = document;
  return { parent, epoch, turn, key: await keys.documentKey(locker, node, document) };
}

async function rewrite(draft: Draft, keys: Keys, labels: Labels, node: Id): Promise<void> {
  const known = draft.locker.documents.get(node);
  if (known === undefined) return;
  const { folder, objects } = known;
  if (objects.length === 0) await putNote(draft, { keys, labels }, node, await noteOf(draft.locker, keys, node));
  else await writeDocument(draft, keys, node, { folder, label: await labels.document(draft.locker, node), objects });
}
