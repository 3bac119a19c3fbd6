import { randomId, type Id } from "../../../web/src/protocol/id";
import { encode } from "../../../web/src/protocol/bytes";
import { randomBytes } from "../../../web/src/protocol/hazmat/random";
import type { Holder } from "../harness/holder";
import { Insider } from "../harness/insider";
import { newHolder } from "../harness/new-holder";
import { ask } from "../harness/raw";
import { papers, type Scene } from "../harness/scene";
import { look, Resident } from "../harness/town";
import { beginUpload } from "../harness/uploads";
import { openVillage as settle, type Neighbour } from "../harness/village";
import type { Role } from "./server-row-24-cases";
import { signIn } from "./server-row-23-sessions";

/** Somebody in the village. */
export interface Person {
  holder: Holder;
  /** Knows what this person knows. */
  insider: Insider;
}

/** A holder of whose things each person around her may have some, and asks for the others. */
export interface Asked {
  scene: Scene;
  people: Record<Role, Person>;
  /** Of the invitation that somebody else has answered. */
  find: string;
  /** What a parameter of a path or a query may name of the holder's, without being this person's to have. */
  things: (parameter: string, role: Role) => readonly string[];
  /** What each was lent or has handed in; of a stranger what isn't there. */
  owned: Record<Role, Owned>;
}

interface Owned {
  object: string;
  grant: string;
}

export async function openAsked(around: Scene): Promise<Asked> {
  const village = await settle(around);
  const { nadia, grants, insiders, deposit } = village;
  const rene = await Resident.signUp(around, "Rene");
  await rene.does("join", await nadia.invites("--link"), "--name", rene.name, "--yes");
  const scene = await look(village);
  const person = (name: Neighbour): Person => ({ holder: village.people[name].holder, insider: insiders[name] });
  const stranger = await newHolder(around.proxy.origin);
  const people: Record<Role, Person> = {
    "a stranger": { holder: stranger, insider: await Insider.enter(around.proxy.origin, stranger) },
    "who was lent one paper": person("Luc"),
    "who runs one folder": person("Samira"),
    "who was lent something before": person("Yusuf"),
    "who has handed something in": person("Awa"),
  };
  const find = await findOf(scene);
  const upload = (await beginUpload(scene, await signIn(scene, scene.holder), 5000)).split("/").at(-1) ?? "";
  const objects = await objectsOf(scene, deposit);
  const owned: Record<Role, Owned> = {
    "a stranger": { object: nothing("object"), grant: nothing("grant") },
    "who was lent one paper": { object: objects.bail, grant: grants.paper },
    "who runs one folder": { object: objects.jugement, grant: grants.folder },
    "who was lent something before": { object: objects.bail, grant: grants.over },
    "who has handed something in": { object: objects.deposit, grant: nothing("grant") },
  };
  const all: Record<string, readonly string[]> = {
    locker: [scene.insider.locker],
    account: [scene.insider.account],
    object: Object.values(objects),
    grant: Object.values(grants),
    node: [scene.insider.locker, ...scene.insider.reader.locker.folders.keys(), ...scene.insider.reader.locker.documents.keys()],
    id: await sessionsOf(scene),
    seq: scene.insider.acts.map(({ header }) => String(header.seq)),
    find: [find],
    upload: [upload],
  };
  const of = async (name: string) => (await scene.insider.document(name)).id;
  const nodes: Partial<Record<Role, readonly string[]>> = {
    "who was lent one paper": [await of(papers.bail.name)],
    "who runs one folder": [village.folders.run, await of(papers.jugement.name)],
  };
  const things = (parameter: string, role: Role) => {
    const known = all[parameter];
    if (known === undefined) throw new Error(`say what {${parameter}} may name`);
    const lent = role === "who was lent one paper" || role === "who runs one folder" ? [...Object.values(owned[role]), ...(nodes[role] ?? [])] : [];
    return known.filter((thing) => !lent.includes(thing));
  };
  return { scene, people, find, things, owned };
}

/** In the form of a parameter, and of nobody's. */
export function nothing(parameter: string): string {
  if (parameter === "find") return encode(randomBytes(32));
  if (parameter === "grant") return encode(randomBytes(16));
  return parameter === "seq" ? "4000000000" : randomId();
}

/** Ids of the papers' objects, and of what waits. */
async function objectsOf({ insider }: Scene, deposit: Id) {
  const of = async (name: string) => (await insider.object(name)).id;
  const [waiting] = insider.reader.locker.deposits.get(deposit)?.objects ?? [];
  if (waiting === undefined) throw new Error("what was handed in waits");
  return { bail: await of(papers.bail.name), jugement: await of(papers.jugement.name), large: await of(papers.large.name), deposit: waiting.id };
}

async function findOf(scene: Scene): Promise<string> {
  const { body } = await ask(scene, "GET", "/mailboxes", { token: await signIn(scene, scene.holder) });
  const mailbox = (JSON.parse(body) as { mailboxes: { find: string; kind: string }[] }).mailboxes.find(({ kind }) => kind === "link");
  if (mailbox === undefined) throw new Error("the holder has sent a link");
  return mailbox.find;
}

/** The newest. */
async function sessionsOf(scene: Scene): Promise<string[]> {
  const { body } = await ask(scene, "GET", "/sessions", { token: await signIn(scene, scene.holder) });
  return (JSON.parse(body) as { sessions: { id: string }[] }).sessions.slice(0, 1).map(({ id }) => id);
}
