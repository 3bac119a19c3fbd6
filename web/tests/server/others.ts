import { randomBytes } from "node:crypto";
import type { Carrier, Created } from "../../src/bridge/bridge";
import { signAct, type Act } from "../../src/protocol/act/act";
import type { Body } from "../../src/protocol/act/body";
import { readFrames } from "../../src/protocol/act/frame";
import type { GrantId, Right } from "../../src/protocol/act/people";
import { encode, hashOf, type Bytes, type Hash } from "../../src/protocol/bytes";
import { cardIdentity } from "../../src/protocol/account/keyring";
import type { Id } from "../../src/protocol/id";
import { newestEpoch } from "../../src/protocol/log/state";
import { sealBox } from "../../src/protocol/people/box";
import { randomSalt } from "../../src/protocol/salt";
import type { Secret } from "../../src/protocol/secret";
import { openAddressed, sealTo } from "../../src/protocol/to";
import type { Account } from "../../src/worker/account/account";
import { signInWithWords } from "../../src/worker/account/sign-in";
import { Api } from "../../src/worker/http/api";
import type { Draft } from "../../src/worker/locker/draft";
import { OpenLocker } from "../../src/worker/locker/open-locker";
import { freshenFolder, freshenLocker } from "../../src/worker/locker/rotation";
import { Vault } from "../../src/worker/vault";
import { NodeWorld } from "./node-world";
import { openedDevice } from "./test-device";

/** Somebody with a session, whose keys a test may use by hand. */
export interface Person {
  world: NodeWorld;
  api: Api;
  account: Account;
  locker: OpenLocker;
}

export const HOUR = 60 * 60 * 1000;

export async function newPerson(origin: string, name: string): Promise<Person> {
  const vault = new Vault(new NodeWorld(origin));
  return enter(origin, await vault.createLocker({ handle: await vault.prepareHandle(name), language: "fr", device: "shared" }));
}

/** Somebody at a phone that has a locker open, as the page sees it. */
export type PhoneOwner = Awaited<ReturnType<typeof openedPerson>>;

export async function openedPerson(origin: string, name: string) {
  const device = await openedDevice(origin, name);
  const { account, locker } = await enter(origin, device.words);
  return { ...device, account: account.id, locker: locker.id };
}

/** Each is among the other's people from now on. */
export async function meet(inviter: Pick<PhoneOwner, "vault">, invitee: Pick<PhoneOwner, "vault">, carrier: Carrier = "qr"): Promise<void> {
  if ((await inviter.vault.introduction()) === undefined) await inviter.vault.introduce({ name: "Nadia" });
  const { text } = await inviter.vault.invite(carrier);
  await invitee.vault.join(text, { name: "Luc Petit", organisation: "Mairie" });
  await inviter.vault.invitations();
}

/** Another device of whoever has these words. */
export async function enter(origin: string, { handle, words }: Pick<Created, "handle"> & { words: string | string[] }): Promise<Person> {
  const world = new NodeWorld(origin);
  const api = new Api(world);
  const account = await signInWithWords(api, world, new Map(), { handle, words: typeof words === "string" ? words : words.join(" ") });
  return { world, api, account, locker: await OpenLocker.open(api, world, account, new Map()) };
}

/** Lends a node of the holder's to somebody. */
export async function lend(holder: Person, node: Id, to: Person, { right = "read", until = HOUR }: { right?: Right; until?: number } = {}): Promise<GrantId> {
  const grant = encode(randomBytes(16)) as GrantId;
  const { hash: card, content } = to.account.cards.newest();
  await holder.locker.sync();
  await holder.locker.append(async (draft) => {
    const { key, ...place } = await newestKey(draft, holder.locker, node);
    const file = await sealBox(content.recipient, { locker: draft.locker.id, node, epoch: place.epoch, ...(place.turn !== undefined && { turn: place.turn }), key, grant, living: [] });
    const [start, end] = [draft.time, draft.time + until];
    draft.add({ form: "grant", kind: "grant", salt: randomSalt(), node, ...place, card, grant, grantee: to.account.id, right, start, end, box: hashOf(file) }, file);
  });
  return grant;
}

export async function takeBack(holder: Person, grant: GrantId): Promise<void> {
  await holder.locker.sync();
  await holder.locker.append((draft) => {
    draft.add({ form: "revoke", kind: "revoke", salt: randomSalt(), grant });
    return Promise.resolve();
  });
}

/** Does something in somebody else's locker; `chain` is the head of the stream, and what is before is read from the holder's view. */
export async function actIn(holder: Person, author: Person, body: Body, chain: Hash | undefined, file: Bytes = new Uint8Array(0)): Promise<Act> {
  await holder.locker.sync();
  const { id, head, time } = holder.locker.reader.locker;
  const header = { locker: id, seq: head.seq + 1, prev: head.hash, ...(chain && { chain }), author: author.account.id, card: author.account.cards.newest().hash };
  const act = signAct({ ...header, time: Math.max(Date.now(), time) }, body, author.account.keyring.signing, file);
  await author.api.append(id, [act]);
  return act;
}

/** Hands something in; only its place and its file's hash stand in the log. */
export async function handIn(holder: Person, author: Person, node: Id): Promise<Act> {
  await holder.locker.sync();
  const { keys, id, peopleStream } = holder.locker.reader.locker;
  const said = JSON.stringify({ author: author.account.id, locker: id, epoch: newestEpoch(keys), node, form: "note", label: {}, objects: [] });
  const { inbox } = (await author.api.get(`/lockers/${id}/tail`)) as { inbox: string };
  const file = await sealTo("mlkem768x25519", inbox, new TextEncoder().encode(said));
  return actIn(holder, author, { form: "deposit", kind: "deposit", salt: randomSalt(), node, objects: [], box: hashOf(file) }, peopleStream.hash, file);
}

/** The acts that a page has appended last. */
export function lastSent({ sent }: NodeWorld): Act[] {
  const appended = sent.findLast(({ path, request }) => request.method === "POST" && path.endsWith("/acts"));
  return readFrames(new Uint8Array(appended?.request.body as ArrayBuffer), 100);
}

export async function opens({ account }: Person, file: Bytes): Promise<Record<string, unknown>> {
  return JSON.parse(new TextDecoder().decode(await openAddressed(cardIdentity(account.keyring), file))) as Record<string, unknown>;
}

async function newestKey(draft: Draft, { keys }: OpenLocker, node: Id): Promise<{ parent?: Id; epoch: number; turn?: number; key: Secret }> {
  const { locker } = draft;
  const document = locker.documents.get(node);
  if (document !== undefined) {
    const { folder, epoch, turn } = document;
    return { parent: folder, epoch, turn, key: await keys.documentKey(locker, node, document) };
  }
  if (node === locker.id) {
    await freshenLocker(draft, keys);
    return { epoch: newestEpoch(locker.keys), key: await keys.lockerKey(locker) };
  }
  await freshenFolder(draft, keys, node);
  return { epoch: newestEpoch(locker.folders.get(node)?.keys ?? []), key: await keys.folderKey(locker, node) };
}
