import { describe, expect, test } from "vitest";
import { specimen } from "./harness/files";
import { onStage } from "./harness/on-stage";
import { startWiredSite, type Stores } from "./harness/real-site";
import type { Stage } from "./harness/stage";
import { leaks, stored } from "./harness/stored";
import { countTaps } from "./harness/taps";
import { firstPaper, isWhole, photo, photograph } from "./journeys/first-paper";
import { killAndReopen } from "./journeys/restart";

/** What Chromium writes on the console about a network that is cut. */
const cutNetwork = [/net::ERR/, /Failed to load resource/];

const matrix: [language: "fr" | "ar", name: string, stores: Stores][] = [
  ["fr", "Nadia", { database: "sqlite", objects: "folder" }],
  ["ar", "نادية", { database: "postgres", objects: "s3" }],
];

/** Journey 1: from nothing to papers in safety, at a day centre, with a wifi that drops and a phone that gives up. */
describe.each(matrix)("first papers (%s)", (language, name, stores) => {
  const wired = onStage(() => startWiredSite(stores));

  test("nothing that was photographed is lost, and the first paper takes five taps", async () => {
    let visit = await wired.stage.visit(language, cutNetwork, countTaps);
    const { notes, taps } = await firstPaper(visit.person, wired.site, name);
    expect(taps).toBeLessThanOrEqual(5);
    expect(await wired.site.files()).toHaveLength(1);

    // A second one; the phone gives up in the middle of it.
    const { wire } = wired.site;
    await visit.person.button(visit.person.texts.home.add).click();
    await photograph(visit.person);
    wire.slow(100_000);
    const half = wire.cutAfter(200_000);
    await visit.person.button(visit.person.texts.keep.go(1)).click();
    await half;
    visit = await killAndReopenAfter(visit);
    const { person, page, context, watched } = visit;
    const { texts } = person;

    // The device knows whose it is, and that a paper waits; it says so before anything is open.
    await person.title(texts.signIn.title).waitFor();
    await page.getByText(texts.device.waiting(1)).waitFor();
    expect(leaks(await stored(page, context), { ...notes, handle: notes.words.join(" ") }, [specimen(photo)])).toEqual([]);
    await person.signIn(notes.handle, (language === "ar" ? notes.numbers : notes.words).join(" "));
    await page.getByText(texts.state.sent, { exact: true }).nth(1).waitFor();
    expect(await wired.site.files()).toHaveLength(2);
    await person.openFirst();
    await isWhole(person, page);
    expect(watched.errors).toEqual([]);
    expect(watched.elsewhere).toEqual([]);
    await context.close();
  });

  async function killAndReopenAfter(visit: Awaited<ReturnType<Stage["visit"]>>) {
    wired.site.wire.slow(undefined);
    // The page itself must come again; papers may go on when it has.
    await wired.site.wire.mend();
    return killAndReopen(visit, wired.site.origin);
  }
});
