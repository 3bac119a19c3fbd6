import { describe, expect, test } from "vitest";
import { fakeStage } from "./harness/fake-stage";
import { specimen } from "./harness/files";
import { pdfOf } from "./harness/pdf";
import type { Person } from "./harness/person";
import { brokenRules } from "./harness/rules";

/** Papers on the screen: pages of PDFs in their frame, pictures near. The worker behind the page is the fake. */
describe("viewer", () => {
  const open = fakeStage();

  /** A locker with this paper open in it. */
  async function showing(path: string) {
    const visit = await open.withPhoto();
    await visit.person.add("box", specimen(path));
    await visit.person.open(path.slice(path.indexOf("/") + 1));
    return { ...visit, texts: visit.person.texts, inside: visit.page.frameLocator("iframe") };
  }

  test("a PDF is read page by page, with buttons and with keys, and its words can be read out", async () => {
    const { person, page, inside, texts, context, watched } = await showing("pdf/attestation-hebergement.pdf");
    await page.getByText(texts.viewer.page(1, 2)).waitFor();
    await inside.getByText("ATTESTATION D'HÉBERGEMENT").or(inside.getByText("ATTESTATION D’HÉBERGEMENT")).first().waitFor();
    expect(await brokenRules(page)).toEqual([]);
    await person.button(texts.viewer.next).click();
    await page.getByText(texts.viewer.page(2, 2)).waitFor();
    await inside.locator("#sheet").press("PageUp");
    await page.getByText(texts.viewer.page(1, 2)).waitFor();
    expect(watched.errors).toEqual([]);
    expect(watched.elsewhere).toEqual([]);
    await context.close();
  });

  test("shown large, it comes nearer and turns", async () => {
    const { person, page, inside, texts, context, watched } = await showing("pdf/recepisse.pdf");
    await person.button(texts.paper.big).click();
    await person.button(texts.viewer.nearer).waitFor();
    const width = async () => (await inside.locator("#sheet > canvas").boundingBox())?.width ?? 0;
    await inside.locator("#sheet > canvas").waitFor();
    const fit = await width();
    expect(fit).toBeGreaterThan(300);
    await person.button(texts.viewer.nearer).click();
    await expect.poll(width).toBeGreaterThan(fit * 1.4);
    await inside.locator("#sheet").press("-");
    await expect.poll(width).toBe(fit);
    await person.button(texts.paper.turn).click();
    await expect.poll(async () => (await inside.locator("#sheet > canvas").boundingBox())?.height ?? 0).toBeLessThan(fit);
    expect(await brokenRules(page)).toEqual([]);
    expect(watched.errors).toEqual([]);
    await context.close();
  });

  test("a PDF with a password asks for it here, and says when it is wrong", async () => {
    const { person, page, inside, texts, context } = await showing("pdf/protege-mot-de-passe.pdf");
    const field = page.getByLabel(texts.viewer.password);
    await field.fill("Specimen-0000");
    await person.button(texts.viewer.unlock).click();
    await page.getByRole("alert").getByText(texts.viewer.wrong).waitFor();
    await field.fill("Specimen-2417");
    await person.button(texts.viewer.unlock).click();
    await inside.locator("#sheet > canvas").waitFor();
    await person.button(texts.paper.big).waitFor();
    await context.close();
  });

  test("a PDF that was cut gets a sentence, can be saved, and the page lives on", async () => {
    const { person, page, texts, context } = await showing("pdf/tronque.pdf");
    await page.getByRole("alert").getByText(texts.viewer.trouble.broken).waitFor();
    expect(await page.locator("iframe").count()).toBe(0);
    await person.button(texts.paper.saveFile).waitFor();
    await person.back();
    await person.title(texts.home.title).waitFor();
    await context.close();
  });

  test("an image of 20,000 by 20,000 inside a PDF is left out, and that is said", async () => {
    const { page, inside, texts, context } = await showing("pdf/image-20000x20000.pdf");
    await page.getByText(texts.viewer.partial).waitFor();
    await inside.locator("#sheet > canvas").waitFor();
    await context.close();
  });

  test("of 300 pages one is kept", async () => {
    const { person, page, context } = await open.withPhoto();
    const { texts } = person;
    await addBytes(person, "long.pdf", pdfOf(300));
    await person.open("long.pdf");
    const inside = page.frameLocator("iframe");
    for (const number of [1, 2, 3]) {
      await page.getByText(texts.viewer.page(number, 300)).waitFor();
      await inside.getByText(`SPECIMEN ${number}`, { exact: true }).waitFor();
      expect(await inside.locator("#sheet > canvas").count()).toBe(1);
      await person.button(texts.viewer.next).click();
    }
    await context.close();
  });

  test("a reader that never answers is ended, with a sentence", async () => {
    const { person, page, context } = await open.withPhoto();
    const { texts } = person;
    await person.add("box", specimen("pdf/recepisse.pdf"));
    await page.route(/\/assets\/pdf-worker-.*\.js$/, (route) => route.fulfill({ contentType: "text/javascript", body: "for (;;);" }));
    await page.clock.install();
    await person.open("recepisse.pdf");
    await page.locator("iframe").waitFor({ state: "attached" });
    await expect.poll(async () => {
      await page.clock.fastForward(10_000);
      return page.getByRole("alert").getByText(texts.viewer.trouble.slow).count();
    }).toBe(1);
    expect(await page.locator("iframe").count()).toBe(0);
    await person.button(texts.paper.saveFile).waitFor();
    await context.close();
  });

  test("a photo stands as it was taken, and comes nearer", async () => {
    const { person, page, texts, context } = await showing("photos/p02-page-table-sombre.jpg");
    const image = page.getByRole("img", { name: "p02-page-table-sombre.jpg" });
    await image.waitFor();
    // Its EXIF orientation (6) makes a photo 3:2 stand upright.
    expect(await image.evaluate((it: HTMLImageElement) => it.naturalHeight > it.naturalWidth)).toBe(true);
    await person.button(texts.paper.big).click();
    const box = async () => image.boundingBox();
    await expect.poll(async () => (await box())?.width ?? 0).toBeGreaterThan(300);
    const fit = (await box())?.width ?? 0;
    await person.button(texts.viewer.nearer).click();
    await expect.poll(async () => (await box())?.width ?? 0).toBeGreaterThan(fit * 1.4);
    await person.button(texts.paper.turn).click();
    await expect.poll(async () => ((await box())?.width ?? 0) > ((await box())?.height ?? 0)).toBe(true);
    await context.close();
  });

  test("HEIC gets a sentence, and can be saved", async () => {
    const { person, page, texts, context } = await showing("photos/p02-page-table-sombre.heic");
    await page.getByText(texts.viewer.heic).waitFor();
    await person.button(texts.paper.saveFile).waitFor();
    await context.close();
  });
});

/** Adds a file that lies nowhere. */
async function addBytes(person: Person, name: string, buffer: Buffer): Promise<void> {
  await person.choose({ name, mimeType: "application/octet-stream", buffer });
  await person.button(person.texts.keep.go(1)).click();
  await person.title(person.texts.home.title).waitFor();
  await person.page.getByRole("button", { name: new RegExp(`^${name}`) }).first().waitFor();
}
