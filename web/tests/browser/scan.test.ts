import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cameraPlaying, showToCamera } from "./harness/camera";
import type { Site } from "./harness/fake-site";
import { specimen } from "./harness/files";
import { Person } from "./harness/person";
import { sharedFakeSite } from "./harness/shared-site";
import { readSquare } from "./harness/square";
import { Stage } from "./harness/stage";

/** A card shown to a camera that plays a file; the worker here is the fake. */
describe("scanning", () => {
  let folder: string;
  let file: string;
  let site: Site;
  let stage: Stage;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "armoire-camera-"));
    file = join(folder, "camera.y4m");
    await showToCamera(file, undefined);
    site = await sharedFakeSite();
    stage = await Stage.open(site.origin, cameraPlaying(file));
  });

  afterAll(async () => {
    await stage.close();
    await rm(folder, { recursive: true });
  });

  test("the card is proven by its square, and another card isn't", async () => {
    const { person, page, context, watched } = await stage.visit("fr");
    const { texts } = person;
    await person.begin("Nadia");
    await person.button(texts.words.go).click();
    const qr = await readSquare(page);
    await person.button(texts.card.copied).click();
    await person.title(texts.proof.title).waitFor();

    await showToCamera(file, `${qr.slice(0, -12)}ELSEWHERE.FR`);
    await person.button(texts.proof.scan).click();
    await page.getByRole("alert").getByText(texts.scan.notMine).waitFor();
    await showToCamera(file, "https://example.org/");
    await person.button(texts.scan.type).click();
    await person.button(texts.proof.scan).click();
    await page.getByRole("alert").getByText(texts.scan.notCard).waitFor();
    await showToCamera(file, qr);
    await person.button(texts.scan.type).click();
    await person.button(texts.proof.scan).click();
    await person.title(texts.add.title).waitFor();
    // The camera stops with its screen.
    expect(await page.locator("video").count()).toBe(0);
    expect(watched.errors).toEqual([]);
    await context.close();
  });

  test("a card that was saved as a picture is read from it", async () => {
    const { person, page, context } = await stage.visit("ar");
    const { texts } = person;
    await showToCamera(file, undefined);
    await person.begin("نادية");
    await person.button(texts.words.go).click();
    const download = page.waitForEvent("download");
    await person.button(texts.card.save).click();
    const saved = await download;
    expect(saved.suggestedFilename()).toMatch(/\.png$/);
    const picture = join(folder, "card.png");
    await saved.saveAs(picture);
    await page.getByRole("status").getByText(texts.card.saved).waitFor();
    await person.button(texts.card.copied).click();
    await person.button(texts.proof.scan).click();
    await page.getByLabel(texts.scan.picture).setInputFiles(specimen("photos/p01-carte-bois-facile.jpg"));
    await page.getByRole("alert").getByText(texts.scan.nothing).waitFor();
    await page.getByLabel(texts.scan.picture).setInputFiles(picture);
    await person.title(texts.add.title).waitFor();
    await context.close();
  });

  test("a card opens the locker again", async () => {
    const { person, page, context } = await stage.visit("ar");
    const { texts } = person;
    await person.begin("سمير");
    await person.button(texts.words.go).click();
    await showToCamera(file, await readSquare(page));
    await person.lock();
    await person.button(texts.signIn.card).click();
    await person.button(texts.recover.scan).click();
    await person.title(texts.words.newTitle).waitFor();
    await context.close();
  });

  test("a camera that finds no square leads to typing", async () => {
    await showToCamera(file, undefined);
    const { page, context } = await stage.empty("fr");
    await page.clock.install();
    await page.goto(site.origin);
    const person = new Person(page, "fr");
    const { texts } = person;
    await person.button(texts.first.card).click();
    await person.button(texts.recover.scan).click();
    await page.getByText(texts.scan.looking).waitFor();
    expect(await page.locator(".button.main").count()).toBe(0);
    await page.clock.fastForward(21_000);
    await page.locator(".button.main").getByText(texts.scan.type).click();
    await person.title(texts.recover.title).waitFor();
    await context.close();
  });

  test("a camera that is refused is said, and typing goes on", async () => {
    const shy = await Stage.open(site.origin, ["--use-fake-device-for-media-stream", "--deny-permission-prompts"]);
    const { person, page } = await shy.visit("fr");
    const { texts } = person;
    await person.button(texts.first.card).click();
    await person.button(texts.recover.scan).click();
    await page.getByRole("alert").getByText(texts.scan.refused).waitFor();
    await person.button(texts.scan.type).click();
    await person.title(texts.recover.title).waitFor();
    await shy.close();
  });
});
