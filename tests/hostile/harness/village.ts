import type { GrantId } from "../../../web/src/protocol/act/people";
import type { Id } from "../../../web/src/protocol/id";
import { Insider } from "./insider";
import { folders, papers, type Scene } from "./scene";
import { look, openTown, type Resident, type Town } from "./town";

/**
 * Who lives around the holder: Luc was lent one paper, Samira runs one folder, Yusuf was lent the other folder until it was taken back, Awa
 * has handed something in that waits. All of them have met the holder face to face.
 */
export const neighbours = ["Luc", "Samira", "Yusuf", "Awa"] as const;
export type Neighbour = (typeof neighbours)[number];

export interface Village extends Town<Neighbour> {
  /** They know what each of the neighbours knows. */
  insiders: Record<Neighbour, Insider>;
  /** Of Luc, of Samira, and of Yusuf, which is over. */
  grants: Record<"paper" | "folder" | "over", GrantId>;
  /** What Awa's paper becomes if it is accepted. */
  deposit: Id;
  /** The folder that Samira runs, and the one that was Yusuf's. */
  folders: Record<"run" | "over", Id>;
}

/** What Awa calls what she has handed in, and what it says. */
export const HANDED_IN = "Attestation d'Awa.txt";
const CERTIFICATE = "Awa atteste ";

export async function openVillage(around: Scene): Promise<Village> {
  const town = await openTown(around, neighbours);
  const { nadia, people } = town;
  const bail = (await town.scene.insider.document(papers.bail.name)).id;
  const paper = await nadia.lends(bail, people.Luc, "read");
  const folder = await nadia.lends(folders[1], people.Samira, "manage");
  const over = await nadia.lends(folders[0], people.Yusuf, "edit");
  await nadia.does("revoke", over);
  const deposit = (await people.Awa.handsIn(HANDED_IN, CERTIFICATE.repeat(40), nadia)) as Id;
  const scene = await look(town);
  const { locker } = scene.insider.reader;
  const run = locker.documents.get((await scene.insider.document(papers.jugement.name)).id)?.folder;
  const before = locker.documents.get(bail)?.folder;
  if (run === undefined || before === undefined) throw new Error("the papers lie in folders");
  const enter = ({ holder }: Resident) => Insider.enter(around.proxy.origin, holder);
  const insiders = { Luc: await enter(people.Luc), Samira: await enter(people.Samira), Yusuf: await enter(people.Yusuf), Awa: await enter(people.Awa) };
  const grants = { paper, folder, over } as Village["grants"];
  return { ...town, scene, insiders, grants, deposit, folders: { run, over: before } };
}
