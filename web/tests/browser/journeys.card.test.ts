import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cameraPlaying, showToCamera } from "./harness/camera";
import { specimen } from "./harness/files";
import { readSquare } from "./harness/square";
import { startWiredSite, type Stores, type WiredSite } from "./harness/real-site";
import { Stage, type Visit } from "./harness/stage";
import { leaks, stored } from "./harness/stored";
import { killAndReopen } from "./journeys/restart";

const photo = "p13-page-messagerie-compressee.jpg";
const provoked = [/net::ERR/, /Failed to load resource/];

const matrix: [language: "fr" | "ar", way: "typed" | "scanned", stores: Stores][] = [
  ["fr", "typed", { database: "postgres", objects: "folder" }],
  ["ar", "scanned", { database: "sqlite", objects: "s3" }],
];

/** Journey 2: the phone was stolen; with the card, on a borrowed phone, on a network that drops. */
describe.each(matrix)("phone stolen (%s, card %s)", (language, way, stores) => {
  let folder: string;
  let camera: string;
  let site: WiredSite;
  let stage: Stage;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "armoire-camera-"));
    camera = join(folder, "camera.y4m");
    await showToCamera(camera, undefined);
    site = await startWiredSite(stores);
    stage = await Stage.open(site.origin, cameraPlaying(camera));
  });

  afterAll(async () => {
    await stage.close();
    await site.stop();
    await rm(folder, { recursive: true });
  });

  test("the card reopens everything with new words, the stolen phone is cut off, the borrowed one keeps nothing", async () => {
    const stolen = await stage.visit(language, provoked);
    await stolen.person.begin("Rosa");
    const notes = await stolen.person.copyWords();
    await stolen.person.button(stolen.person.texts.words.go).click();
    notes.groups = await stolen.person.copyCard();
    const card = await readSquare(stolen.page);
    await stolen.person.button(stolen.person.texts.card.copied).click();
    await stolen.person.prove(notes.groups);
    await stolen.person.title(stolen.person.texts.add.title).waitFor();
    await stolen.person.back();
    await stolen.person.add("money", specimen(`photos/${photo}`));

    // The network is away when the card is shown; then the borrowed phone gives up before the new words are written down.
    let borrowed = await stage.visit(language, provoked);
    const began = Date.now();
    await toCard(borrowed);
    site.wire.cut();
    await showCard(borrowed, notes.groups, card);
    await borrowed.page.getByRole("alert").getByText(borrowed.person.texts.refusals.network).waitFor();
    await site.wire.mend();
    await borrowed.person.back();
    await (way === "scanned" ? borrowed.person.title(borrowed.person.texts.recover.title).waitFor() : toCard(borrowed));
    await showCard(borrowed, notes.groups, card);
    await borrowed.person.title(borrowed.person.texts.words.newTitle).waitFor();
    borrowed = await killAndReopen(borrowed, site.origin);
    await borrowed.person.title(borrowed.person.texts.first.title).waitFor();
    await toCard(borrowed);
    await showCard(borrowed, notes.groups, card);
    await borrowed.person.title(borrowed.person.texts.words.newTitle).waitFor();
    const fresh = await borrowed.person.copyWords();
    await borrowed.person.button(borrowed.person.texts.words.go).click();
    await borrowed.person.open(photo);
    await borrowed.page.getByRole("img", { name: photo }).waitFor();
    expect(Date.now() - began).toBeLessThan(120_000);

    // The stolen phone is told, without a touch; old words open nothing.
    await stolen.person.title(stolen.person.texts.signIn.title).waitFor();
    await stolen.person.signIn(notes.handle, notes.words.join(" "));
    await stolen.page.getByRole("alert").getByText(stolen.person.texts.refusals.sign_in_refused).waitFor();
    await stolen.person.signIn(notes.handle, fresh.words.join(" "));
    await stolen.person.title(stolen.person.texts.home.title).waitFor();

    // The borrowed phone goes back to whom it belongs.
    await borrowed.person.lock();
    expect(await borrowed.page.locator(".handle").count()).toBe(0);
    const left = await stored(borrowed.page, borrowed.context);
    expect(leaks(left, notes, [photo])).toEqual([]);
    expect(leaks(left, fresh, [photo])).toEqual([]);
    expect(borrowed.watched.errors).toEqual([]);
    expect(borrowed.watched.elsewhere).toEqual([]);
    await stolen.context.close();
    await borrowed.context.close();
  });

  async function toCard({ person }: Visit): Promise<void> {
    await person.button(person.texts.first.card).click();
    await person.title(person.texts.recover.title).waitFor();
    await person.page.getByLabel(person.texts.device.shared).check();
  }

  async function showCard({ person }: Visit, groups: readonly string[], card: string): Promise<void> {
    if (way === "typed") {
      await person.recover(groups);
      return;
    }
    await showToCamera(camera, card);
    await person.button(person.texts.recover.scan).click();
  }
});
