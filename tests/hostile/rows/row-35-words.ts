import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { deviceOf } from "../harness/neighbourly";
import { papers, type Scene } from "../harness/scene";
import { secretsIn, secretsInBytes, text } from "../harness/secrets";
import { openTown } from "../harness/town";

/** Words that people give each other; each is to be found nowhere but with them. */
const words = {
  "a name on the list": "Odile Vasseur-9117",
  "an organisation": "Foyer Tilleul-4402",
  "a mission": "Accompagnement budget 7756",
  "how somebody is reached": "06 55 18 22 91",
  "what something is lent for": "Dossier expulsion 3349",
  "a paper that is asked for": "Avis d'imposition 8820",
  "what it is asked for": "Recours gracieux 5513",
  "why it is refused": "Je prefere attendre 6671",
  "why somebody asks": "Comme convenu lundi 2298",
  "why it ends": "Changement de secteur 7043",
  "who comes next": "Bakary Sow-1846",
  "what somebody hands in": "Attestation hebergement 9932.txt",
  "what stands in it": "heberge depuis mars, porte 4471",
  "where a meeting is": "Maison de quartier 3318",
  "what a meeting is about": "Point logement 6604",
} as const;

/** What people do with each other, by the words that only they may read. */
export function row35Words(client: string, scene: () => Scene): void {
  test(`row 35 · ${client} · what people call each other, ask, answer and say stands in no request, and in nothing that the server keeps`, async () => {
    const town = await openTown(scene(), ["Luc"] as const);
    const { proxy, insider, server } = town.scene;
    const { nadia, people } = town;
    proxy.play([]);
    const [holder, luc] = [await deviceOf(nadia, client, proxy.origin), await deviceOf(people.Luc, client, proxy.origin)];
    const paper = (await insider.document(papers.bail.name)).id;
    await holder.speak(
      { does: "list", person: people.Luc, name: words["a name on the list"], organisation: words["an organisation"], mission: words["a mission"], reach: words["how somebody is reached"] },
      { does: "lend", paper, to: people.Luc, purpose: words["what something is lent for"] },
      { does: "meet", to: people.Luc, place: words["where a meeting is"], purpose: words["what a meeting is about"] },
    );
    await luc.speak(
      { does: "ask", to: nadia, paper: words["a paper that is asked for"], purpose: words["what it is asked for"] },
      { does: "propose", to: nadia, motive: words["why somebody asks"] },
    );
    await holder.speak({ does: "refuse", motive: words["why it is refused"] });
    // Whoever leaves gives back what was lent.
    let seen = (await luc.loans()).shown;
    await luc.speak({ does: "end", to: nadia, motive: words["why it ends"], successor: words["who comes next"] });
    expect(await luc.handIn(words["what somebody hands in"], words["what stands in it"].repeat(30), nadia)).not.toHaveProperty("code");
    const { record } = proxy;
    proxy.play([]);
    // They came where they were to come.
    const looks = [() => holder.entries(), () => holder.inbox(), () => luc.letters()];
    for (const look of looks) seen += (await look()).shown;
    const arrived = ["a name on the list", "what something is lent for", "what somebody hands in", "why it is refused"] as const;
    expect(arrived.filter((what) => !seen.includes(words[what])), "what didn't come").toEqual([]);

    const secrets = Object.entries(words).map(([what, word]) => text(what, word));
    expect(record.length, "requests").toBeGreaterThan(30);
    expect(secretsIn(record, secrets), "in requests").toEqual([]);
    const kept = await filesUnder(server.data);
    expect(kept.length, "files of the server").toBeGreaterThan(2);
    for (const file of kept) expect(secretsInBytes(await readFile(file), secrets), `in ${file}`).toEqual([]);
    expect(server.said.length, "what the server said").toBeGreaterThan(0);
    expect(secretsInBytes(Buffer.from(server.said), secrets), "in what the server said").toEqual([]);
  }, 240_000);
}

async function filesUnder(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}
