import type { GrantId } from "../../../web/src/protocol/act/people";
import type { Id } from "../../../web/src/protocol/id";
import type { Letter } from "../../../web/src/protocol/people/letter";
import type { Invited } from "../../../web/src/protocol/people/meeting";
import { openBySomeEpoch } from "../../../web/src/worker/people/waiting";
import { Insider } from "./insider";
import { papers, type Scene } from "./scene";
import { look, openTown, type Town } from "./town";

/** A letter that invites to a meeting, in somebody's locker. */
export interface Sent {
  node: Id;
  said: Invited;
}

/**
 * Luc has called two meetings with the holder, and moved both once: she said yes to the first, the second waits. She has called one with him
 * and moved it once; he sees a paper for it, and hasn't answered. Awa is one of her people, too.
 */
export interface Agenda extends Town<"Luc" | "Awa"> {
  insiders: Record<"Luc" | "Awa", Insider>;
  /** Luc's, as the holder has it from him. */
  accepted: Sent;
  waiting: Sent;
  /** The holder's: its note, the letters that Luc has got, and what he sees it by. */
  called: { note: Id; before: Id; now: Id; grant: GrantId };
}

/** What the meetings are about: what was said yes to, what waits, and what the holder has called. */
export const HOUSING = "Point logement";
export const BUDGET = "Point budget";
export const OWN = "Point demarches";

export async function openAgenda(around: Scene): Promise<Agenda> {
  const town = await openTown(around, ["Luc", "Awa"] as const);
  const { nadia, people } = town;
  const enter = (who: "Luc" | "Awa") => Insider.enter(around.proxy.origin, people[who].holder);
  const accepted = await calls(town, HOUSING);
  await nadia.does("meeting", "answer", accepted.node, "yes");
  const waiting = await calls(town, BUDGET);
  const bail = (await town.scene.insider.document(papers.bail.name)).id;
  const { id: note } = await nadia.does<{ id: Id }>("meeting", "call", "--with", "Luc", "--at", "3d", "--about", OWN, "--show", `Luc=${bail}`, "--yes");
  const { guests } = await nadia.does<{ guests: { sees: { grant: GrantId }[] }[] }>("meeting", "move", note, "--at", "4d");
  const insiders = { Luc: await enter("Luc"), Awa: await enter("Awa") };
  const [before, now] = (await lettersOf(insiders.Luc)).filter(({ said }) => said.purpose === OWN);
  const grant = guests[0]?.sees[0]?.grant;
  if (before === undefined || now === undefined || grant === undefined) throw new Error("Luc isn't asked twice, or sees nothing");
  return { ...town, scene: await look(town), insiders, accepted, waiting, called: { note, before: before.node, now: now.node, grant } };
}

/** By Luc, who moves it at once; what came last. */
async function calls(town: Town<"Luc" | "Awa">, about: string): Promise<Sent> {
  const { Luc } = town.people;
  const { id } = await Luc.does<{ id: string }>("meeting", "call", "--with", "Nadia", "--at", "3d", "--about", about, "--yes");
  await Luc.does("meeting", "move", id, "--at", "4d");
  // What was moved goes when she looks.
  await town.nadia.does("meeting");
  const { insider } = await look(town);
  const sent = (await lettersOf(insider)).find(({ said }) => said.purpose === about);
  if (sent === undefined) throw new Error("the holder is invited");
  return sent;
}

/** Those that wait, the oldest first. */
async function lettersOf(reader: Insider): Promise<Sent[]> {
  const { locker } = reader.reader;
  const sent: (Sent & { seq: number })[] = [];
  for (const [node, state] of locker.deposits) {
    const answer = await reader.world.fetch(`/api/v1/lockers/${locker.id}/acts/${String(state.act.seq)}/beside`, {});
    const { what } = await openBySomeEpoch(reader.keys, locker, node, state, new Uint8Array(await answer.arrayBuffer()));
    if (isMeeting(what)) {
      const { form: _, ...said } = what;
      sent.push({ node, said, seq: state.act.seq });
    }
  }
  return sent.sort((one, other) => one.seq - other.seq);
}

function isMeeting(what: { form: string }): what is Extract<Letter, { form: "meeting" }> {
  return what.form === "meeting";
}
