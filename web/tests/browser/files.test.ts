import { describe, expect, test } from "vitest";
import { fakeStage, photo } from "./harness/fake-stage";
import { specimen } from "./harness/files";

/** Files as people have them: empty, huge, lying, hostile. The worker here is the fake. */
describe("files", () => {
  const open = fakeStage();

  test("empty files and files that lie get a sentence; the others are kept", async () => {
    const { person, page, context } = await open.withPhoto();
    const { texts } = person;
    await person.choose(specimen("odd/zero-octet.pdf"), specimen("odd/png-nomme-jpg.jpg"), specimen("odd/texte.mp4"));
    await page.getByRole("alert").getByText(texts.keep.empty).waitFor();
    await page.getByText(texts.keep.lies(texts.kinds.png)).waitFor();
    await page.getByText(texts.keep.lies(texts.kinds.text)).waitFor();
    await person.button(texts.keep.go(2)).click();
    await page.getByText(texts.state.sent).nth(2).waitFor();
    // Typed by its content, the picture named otherwise is shown.
    await person.open("png-nomme-jpg.jpg");
    await page.getByRole("img", { name: "png-nomme-jpg.jpg" }).waitFor();
    await context.close();
  });

  test("what is to be touched stays where it is while the picture is drawn", async () => {
    const { person, page, context } = await open.withPhoto();
    await person.choose(specimen(`photos/${photo}`));
    const picture = page.locator(".preview img");
    await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalHeight)).toBeGreaterThan(0);
    const place = () => page.getByRole("group", { name: person.texts.keep.where }).boundingBox();
    const drawn = await place();
    await picture.evaluate((image) => {
      image.removeAttribute("src");
    });
    expect(await place()).toEqual(drawn);
    await context.close();
  });

  test("a picture of 50,000 by 50,000 isn't shown, and the page lives on", async () => {
    const { person, page, context } = await open.withPhoto();
    await person.choose(specimen("hostile/png-50000x50000.png"));
    await page.getByText(person.texts.keep.huge).waitFor();
    expect(await page.locator("img").count()).toBe(0);
    await person.button(person.texts.keep.go(1)).click();
    await page.getByText(person.texts.state.sent).nth(1).waitFor();
    await person.open("png-50000x50000.png");
    await page.getByText(person.texts.viewer.big).waitFor();
    await person.back();
    await person.open(photo);
    await page.getByRole("img", { name: photo }).waitFor();
    await context.close();
  });

  test("a file over 50 MiB is refused before it is read", async () => {
    const { person, page, context } = await open.withPhoto();
    await person.button(person.texts.home.add).click();
    await page.evaluate((label) => {
      const input = [...document.querySelectorAll("label")].find(({ innerText }) => innerText.trim() === label)?.control;
      const files = new DataTransfer();
      files.items.add(new File([new Blob([new Uint8Array(50 * 1024 * 1024 + 1)])], "grand.jpg"));
      (input as HTMLInputElement).files = files.files;
      input?.dispatchEvent(new Event("change", { bubbles: true }));
    }, person.texts.add.file);
    await page.getByRole("alert").getByText(person.texts.keep.big).waitFor();
    await person.button(person.texts.keep.none).waitFor();
    await context.close();
  });

  test("hostile names are text: isolated, shortened, obeyed by nobody", async () => {
    const { person, page, context, watched } = await open.withPhoto();
    const { texts } = person;
    await person.open(photo);
    await person.button(texts.paper.rename).click();
    const name = `<img src=x onerror=alert(1)>\u202egpj.exe ${"\u{1f468}\u200d\u{1f469}\u200d\u{1f467}".repeat(40)}`;
    await page.getByRole("textbox").fill(name);
    await person.button(texts.rename.go).click();
    const shown = page.locator(".name").first();
    await shown.getByText("<img src=x").waitFor();
    const text = await shown.innerText();
    expect(text).not.toContain("\u202e");
    expect([...new Intl.Segmenter().segment(text)].length).toBeLessThanOrEqual(64);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    expect(watched.errors).toEqual([]);
    await context.close();
  });

  test("a photo from the camera is named by its day and hour", async () => {
    const { person, page, context } = await open.withPhoto();
    const { texts } = person;
    await person.button(texts.home.add).click();
    const camera = page.getByLabel(texts.add.camera);
    expect(await camera.getAttribute("capture")).toBe("environment");
    await camera.setInputFiles(specimen("photos/p12-carte-reflet.jpg"));
    await page.getByText(/^Photo du \d+/).waitFor();
    await person.button(texts.keep.go(1)).click();
    await page.getByRole("button", { name: /^Photo du \d+/ }).waitFor();
    await context.close();
  });
});
