import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { FakeControl } from "./fake/client";
import { startFakeSite, type Site } from "./harness/fake-site";
import { specimen } from "./harness/files";
import { Stage, type Visit } from "./harness/stage";

/** What the screens say and show, whatever the worker answers. The worker here is the fake. */
describe("the screens", () => {
  let site: Site;
  let stage: Stage;
  const photo = "p13-page-messagerie-compressee.jpg";

  beforeAll(async () => {
    site = await startFakeSite();
    stage = await Stage.open(site.origin);
  });

  afterAll(async () => {
    await stage.close();
    await site.stop();
  });

  /** A new locker with one photo in it. */
  async function withPhoto(): Promise<Visit & { words: string; handle: string }> {
    const visit = await stage.visit("fr");
    const { handle, words } = await visit.person.create("Nadia");
    await visit.person.add("id", specimen(`photos/${photo}`));
    return { ...visit, handle, words: words.join(" ") };
  }

  test("a card that wasn't written down is found out before the first paper", async () => {
    const { person, page, context } = await stage.visit("fr");
    await person.begin("Nadia");
    const { groups } = await person.write();
    await page.getByRole("textbox").fill("000000");
    await person.button(person.texts.proof.go).click();
    const asked = await person.askedGroup();
    await page.getByRole("alert").getByText(person.texts.proof.wrong(asked + 1)).waitFor();
    await person.prove(groups);
    await person.title(person.texts.home.title).waitFor();
    await context.close();
  });

  test("sending shows how far it is, and what failed says why and can be touched again", async () => {
    const { person, page, context, watched } = await withPhoto();
    const { texts } = person;
    await control(page, (fake) => {
      fake.holdAt = 40;
    });
    await person.choose(specimen("odd/anime.gif"));
    await person.button(texts.keep.go(1)).click();
    await page.getByText(texts.state.sending(40)).waitFor();
    expect(await page.getByRole("progressbar", { name: texts.state.bar }).getAttribute("aria-valuenow")).toBe("40");
    await control(page, (fake) => {
      fake.refuse.add = { code: "quota_reached" };
      fake.release();
    });
    await page.getByRole("alert").getByText(texts.refusals.quota_reached).waitFor();
    await control(page, (fake) => {
      fake.refuse = {};
    });
    await page.getByRole("button", { name: new RegExp(texts.state.failed.slice(0, 8)) }).click();
    await page.getByText(texts.state.sent).nth(1).waitFor();
    expect(watched.errors).toEqual([]);
    await context.close();
  });

  test.each([
    ["network", "network"],
    ["quota_reached", "quota_reached"],
    ["disk_full", "disk_full"],
    ["unavailable", "unavailable"],
    ["log_conflict", "conflict"],
    ["never heard of", "internal"],
  ] as const)("a paper refused as %s gets a sentence, and isn't lost", async (code, sentence) => {
    const { person, page, context } = await withPhoto();
    await page.evaluate((refused) => {
      (globalThis as unknown as { fake: FakeControl }).fake.refuse.add = { code: refused };
    }, code);
    await person.choose(specimen("odd/anime.gif"));
    await person.button(person.texts.keep.go(1)).click();
    await page.getByRole("alert").getByText(person.texts.refusals[sentence]).waitFor();
    await control(page, (fake) => {
      fake.refuse = {};
    });
    await page.getByRole("button", { name: new RegExp(person.texts.state.failed.slice(0, 8)) }).click();
    await page.getByText(person.texts.state.sent).nth(1).waitFor();
    await context.close();
  });

  test("an altered paper is named, nothing of it is shown, and the rest still opens", async () => {
    const { person, page, context } = await withPhoto();
    await control(page, (fake) => {
      fake.refuse.open = { code: "tampered" };
    });
    await person.open(photo);
    await page.getByRole("alert").getByText(person.texts.paper.altered(photo)).waitFor();
    expect(await page.locator("img").count()).toBe(0);
    await control(page, (fake) => {
      fake.refuse = {};
    });
    await person.back();
    await person.open(photo);
    await page.getByRole("img", { name: photo }).waitFor();
    await context.close();
  });

  test.each(["rolled_back", "fork", "signature"])("a server caught as %s keeps the locker closed", async (code) => {
    const { person, page, context, words, handle } = await withPhoto();
    await person.lock();
    await page.evaluate((refused) => {
      (globalThis as unknown as { fake: FakeControl }).fake.refuse.contents = { code: refused };
    }, code);
    await person.signIn(handle, words);
    await person.title(person.texts.trouble.title).waitFor();
    await page.getByRole("alert").getByText(person.texts.trouble.code(code)).waitFor();
    expect(await page.locator("body").innerText()).not.toContain(photo);
    await context.close();
  });

  test("a session that has ended leads to the door, which says so", async () => {
    const { person, page, context } = await withPhoto();
    await control(page, (fake) => {
      fake.refuse.open = { code: "no_session" };
    });
    await page.getByRole("button", { name: new RegExp(`^${photo}`) }).click();
    await person.title(person.texts.signIn.title).waitFor();
    await page.getByText(person.texts.refusals.no_session).waitFor();
    await context.close();
  });

  test("empty files and files that lie get a sentence; the others are kept", async () => {
    const { person, page, context } = await withPhoto();
    const { texts } = person;
    await person.choose(specimen("odd/zero-octet.pdf"), specimen("odd/png-nomme-jpg.jpg"), specimen("odd/texte.mp4"));
    await page.getByRole("alert").getByText(texts.keep.empty).waitFor();
    await page.getByText(texts.keep.lies(texts.kinds.png)).waitFor();
    await page.getByText(texts.keep.unknown).waitFor();
    await person.button(texts.keep.go(2)).click();
    await page.getByText(texts.state.sent).nth(2).waitFor();
    // Typed by its content, the picture named otherwise is shown.
    await person.open("png-nomme-jpg.jpg");
    await page.getByRole("img", { name: "png-nomme-jpg.jpg" }).waitFor();
    await context.close();
  });

  test("a picture of 50,000 by 50,000 isn't shown, and the page lives on", async () => {
    const { person, page, context } = await withPhoto();
    await person.add("box", specimen("hostile/png-50000x50000.png"));
    await person.open("png-50000x50000.png");
    await page.getByText(person.texts.paper.brokenPicture).waitFor();
    await person.back();
    await person.open(photo);
    await page.getByRole("img", { name: photo }).waitFor();
    await context.close();
  });

  test("\"Écouter\" reads the screen with a voice of this device, and only with such a voice", async () => {
    const { person, page, context } = await stage.visit("fr");
    const { texts } = person;
    await page.evaluate(voices, [{ lang: "fr-FR", localService: false }]);
    await person.button(texts.first.create).click();
    await person.title(texts.create.title).waitFor();
    expect(await person.button(texts.tools.listen).count()).toBe(0);
    await page.evaluate(voices, [{ lang: "fr-FR", localService: true }]);
    await person.button(texts.tools.listen).click();
    await person.button(texts.tools.silence).waitFor();
    expect(await page.evaluate(() => (globalThis as { spoken?: string }).spoken)).toBe(texts.create.say);
    await person.button(texts.tools.silence).click();
    await person.button(texts.tools.listen).waitFor();
    await context.close();
  });

  test("a file over 50 MiB is refused before it is read", async () => {
    const { person, page, context } = await withPhoto();
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
    const { person, page, context, watched } = await withPhoto();
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

  test("a paper is renamed, moved, binned and put back", async () => {
    const { person, page, context, watched } = await withPhoto();
    const { texts } = person;
    await person.open(photo);
    await person.button(texts.paper.rename).click();
    await page.getByRole("textbox").fill("Carte de séjour");
    await person.button(texts.rename.go).click();
    await person.button(texts.paper.move).click();
    await page.getByRole("radio", { name: texts.shelves.health }).check({ force: true });
    await person.button(texts.move.go(texts.shelves.health)).click();
    await person.button(texts.paper.move).waitFor();
    await person.back();
    await page.getByRole("button", { name: new RegExp(`^${texts.shelves.health}`) }).click();
    await person.title(texts.shelves.health).waitFor();
    await person.open("Carte de séjour");
    await person.button(texts.paper.trash).click();
    await page.getByText(texts.shelf.empty).waitFor();
    await person.back();
    await person.button(texts.home.bin).click();
    await page.getByRole("button", { name: texts.bin.restoreName("Carte de séjour") }).click();
    await page.getByText(texts.bin.empty).waitFor();
    await person.back();
    await page.getByRole("button", { name: /^Carte de séjour/ }).waitFor();
    expect(watched.errors).toEqual([]);
    await context.close();
  });

  test("a trembling finger keeps a paper once, and goes back one step", async () => {
    const { person, page, context } = await withPhoto();
    const { texts } = person;
    await person.choose(specimen("odd/anime.gif"));
    await person.button(texts.keep.go(1)).dblclick();
    await page.getByText(texts.state.sent).nth(1).waitFor();
    await person.title(texts.home.title).waitFor();
    expect(await page.getByText(texts.state.sent).count()).toBe(2);
    await person.open("anime.gif");
    await person.button(texts.paper.rename).click();
    await person.title(texts.rename.title).waitFor();
    await page.getByRole("button", { name: texts.tools.back }).evaluate((button: HTMLButtonElement) => {
      button.click();
      button.click();
    });
    await page.getByRole("img", { name: "anime.gif" }).waitFor();
    await context.close();
  });

  test("a photo from the camera is named by its day and hour", async () => {
    const { person, page, context } = await withPhoto();
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

  test("a server that takes new lockers by code asks for it; one that takes none says so", async () => {
    const { person, page, context } = await stage.visit("en");
    await control(page, (fake) => {
      fake.signUp = "closed";
    });
    // The page asks its server once, when it comes: leaving and coming back asks again.
    await page.evaluate(() => {
      dispatchEvent(new PageTransitionEvent("pagehide"));
      dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
    });
    await page.getByText(person.texts.first.full).waitFor();
    expect(await person.button(person.texts.first.create).count()).toBe(0);
    await control(page, (fake) => {
      fake.signUp = "code";
    });
    await page.evaluate(() => {
      dispatchEvent(new PageTransitionEvent("pagehide"));
      dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
    });
    await person.button(person.texts.first.create).click();
    await page.getByLabel(person.texts.create.code).waitFor();
    await context.close();
  });
});

/** Gives the page these voices instead of the machine's, and writes down what is spoken. */
function voices(given: { lang: string; localService: boolean }[]): void {
  class Utterance {
    constructor(readonly text: string) {}
  }
  Object.assign(globalThis, { SpeechSynthesisUtterance: Utterance });
  speechSynthesis.getVoices = () => given as SpeechSynthesisVoice[];
  speechSynthesis.speak = ({ text }) => {
    Object.assign(globalThis, { spoken: text });
  };
  speechSynthesis.dispatchEvent(new Event("voiceschanged"));
}

async function control(page: Visit["page"], change: (fake: FakeControl) => void): Promise<void> {
  await page.evaluate(`(${change.toString()})(globalThis.fake)`);
}
