import type { Act } from "../../../web/src/protocol/act/act";
import type { Bytes } from "../../../web/src/protocol/bytes";
import type { Id } from "../../../web/src/protocol/id";
import { Insider } from "./insider";
import type { Scene } from "./scene";
import { look, openTown, type Town } from "./town";

const practitioners = ["Luc", "Samira", "Awa"] as const;
export type Practitioner = (typeof practitioners)[number];

/**
 * Luc and Samira stand on the holder's list. She has asked Samira to be her referent and taken that back, and now waits for Luc's answer. Awa
 * isn't on the list; one letter of hers was put away, another waits.
 */
export interface Office extends Town<Practitioner> {
  insiders: Record<Practitioner, Insider>;
  /** Deposits by which somebody was asked to be referent. */
  proposals: Record<"takenBack" | "waiting", Id>;
  /** Awa's letter. */
  letter: Act;
  /** The box of the one that waits. */
  file: Bytes;
  /** Of Luc's and Samira's entries, and of the referent. */
  notes: Record<"Luc" | "Samira" | "referent", Id>;
}

/** What Awa asks for, and what for. */
export const ASKED = "Quittance de loyer";

export async function openOffice(around: Scene): Promise<Office> {
  const town = await openTown(around, practitioners);
  const { nadia, people } = town;
  const entries = [await nadia.does<{ id: Id }>("accompaniment", "add", "Luc", "--person", "Luc"), await nadia.does<{ id: Id }>("accompaniment", "add", "Samira", "--person", "Samira")];
  await nadia.does("referent", "propose", "Samira");
  await nadia.does("referent", "end");
  await nadia.does("referent", "propose", "Luc");
  const ask = () => people.Awa.does("ask", "Nadia", "--paper", ASKED, "--purpose", "Logement", "--until", "30d");
  await ask();
  const { waiting: letters } = await nadia.does<{ waiting: { id: Id }[] }>("letters");
  await nadia.does("letters", "dismiss", letters[0]?.id ?? "");
  await ask();
  const scene = await look(town);
  const { acts, reader } = scene.insider;
  const letter = acts.find(({ body }) => body?.form === "deposit");
  const notes = [...reader.locker.documents].flatMap(([id, { objects }]) => (objects.length === 0 ? [id] : []));
  const referent = notes.find((id) => entries.every((entry) => entry.id !== id));
  const enter = (who: Practitioner) => Insider.enter(around.proxy.origin, people[who].holder);
  const insiders = { Luc: await enter("Luc"), Samira: await enter("Samira"), Awa: await enter("Awa") };
  // The holder's proposal is the first that came to either.
  const [takenBack, waiting] = [insiders.Samira, insiders.Luc].map((to) => to.acts.flatMap(({ body }) => (body?.form === "deposit" ? [body.node] : []))[0]);
  if (takenBack === undefined || waiting === undefined || letter === undefined || referent === undefined) throw new Error("the office isn't as it is to be");
  const file = new Uint8Array(await (await scene.insider.world.fetch(`/api/v1/lockers/${scene.insider.locker}/acts/${letter.header.seq}/beside`, {})).arrayBuffer());
  return {
    ...town,
    ...{ scene, insiders, file, proposals: { takenBack, waiting }, letter },
    notes: { Luc: entries[0]?.id as Id, Samira: entries[1]?.id as Id, referent },
  };
}
