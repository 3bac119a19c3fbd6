import { describe, expect, test } from "vitest";
import { specimen } from "./harness/files";
import { onStage } from "./harness/on-stage";
import { sharedFakeSite } from "./harness/shared-site";
import { leaks, stored } from "./harness/stored";

/** Whoever comes after finds nothing: not on the screen, not behind Back, not in storage. */
describe("leaving", () => {
  const fake = onStage(sharedFakeSite);
  const photo = "p13-page-messagerie-compressee.jpg";

  test("locking empties the page, and Back shows nothing", async () => {
    const { person, page, context, watched } = await fake.stage.visit("fr");
    const notes = await person.create("Nadia");
    await person.add("id", specimen(`photos/${photo}`));
    await person.open(photo);
    const picture = page.getByRole("img", { name: photo });
    await picture.waitFor();
    const address = await picture.getAttribute("src");
    await person.lock();

    // On one's own device the closed locker knows its name, and nothing else.
    const left = async () => leaks(await page.content(), notes, [photo]).filter((found) => found !== notes.handle);
    expect(await left()).toEqual([]);
    expect(await page.title()).not.toContain(photo);
    // The picture's address leads nowhere any more.
    const alive = await page.evaluate(
      (src) =>
        new Promise<boolean>((resolve) => {
          const image = new Image();
          image.onload = () => {
            resolve(true);
          };
          image.onerror = () => {
            resolve(false);
          };
          image.src = src ?? "";
        }),
      address,
    );
    expect(alive).toBe(false);
    await person.atStep(0);
    // Forward to where the paper was, back to before the page, and forward to it again.
    for (const go of ["goForward", "goForward", "goBack", "goBack", "goBack", "goForward", "goForward"] as const) {
      await page[go]();
      expect(await left()).toEqual([]);
    }
    expect(leaks(await stored(page, context), notes, [photo])).toEqual([]);
    expect(watched.elsewhere).toEqual([]);
    await context.close();
  });

  test("the search finds what is planted in storage", async () => {
    const { person, page, context } = await fake.stage.visit("fr");
    const notes = await person.create("Nadia");
    await page.evaluate((planted) => {
      sessionStorage.setItem("draft", planted);
    }, `${notes.words[0] ?? ""}-${notes.words[3] ?? ""}`);
    expect(leaks(await stored(page, context), notes, [photo])).toEqual([notes.words[0], notes.words[3]]);
    await page.evaluate(async (planted) => {
      await (await caches.open("papers")).put("/x", new Response(planted));
    }, photo);
    expect(leaks(await stored(page, context), notes, [photo])).toContain(photo);
    await context.close();
  });

  test("leaving the page locks it, also when the browser keeps the page for Back", async () => {
    const { person, page, context } = await fake.stage.visit("fr");
    await person.create("Nadia");
    await person.add("id", specimen(`photos/${photo}`));
    await page.evaluate(() => {
      dispatchEvent(new PageTransitionEvent("pagehide", { persisted: true }));
    });
    expect(await page.locator("#app").innerHTML()).toBe("");
    await page.evaluate(() => {
      dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
    });
    await person.title(person.texts.signIn.title).waitFor();
    expect(await page.content()).not.toContain(photo);
    await context.close();
  });

  test("Back goes one step back inside the locker", async () => {
    const { person, page, context } = await fake.stage.visit("fr");
    await person.create("Nadia");
    await person.add("id", specimen(`photos/${photo}`));
    await person.open(photo);
    await person.button(person.texts.paper.rename).click();
    await person.title(person.texts.rename.title).waitFor();
    await page.goBack();
    await page.getByRole("img", { name: photo }).waitFor();
    await page.goBack();
    await person.title(person.texts.home.title).waitFor();
    expect(new URL(page.url()).pathname + new URL(page.url()).search + new URL(page.url()).hash).toBe("/");
    await context.close();
  });

  test("a step that is taken while the browser still goes back isn't lost, and Back leads from it", async () => {
    const { person, page, context } = await fake.stage.visit("fr", [], async (phone) => {
      await phone.addInitScript(holdHistory);
    });
    const { texts } = person;
    await person.create("Nadia");
    await person.add("id", specimen(`photos/${photo}`));
    await person.open(photo);
    await person.button(texts.paper.rename).click();
    await person.title(texts.rename.title).waitFor();
    await page.evaluate(() => {
      hold();
    });
    await person.lock();
    await person.button(texts.signIn.card).click();
    await person.title(texts.recover.title).waitFor();
    await page.evaluate(() => letGo());
    await person.atStep(1);
    await person.title(texts.recover.title).waitFor();
    await page.goBack();
    await person.title(texts.signIn.title).waitFor();
    await context.close();
  });
});

declare function hold(): void;
declare function letGo(): Promise<void>;

/** Runs in the page: a slow phone's browser, which goes back to where it was sent, but only when it is let go. */
function holdHistory(): void {
  const { navigation } = globalThis as unknown as { navigation: Navigation };
  const go = history.go.bind(history);
  let held: string[] | undefined;
  history.go = (steps = 0) => {
    const target = navigation.entries()[(navigation.currentEntry?.index ?? 0) + steps];
    if (held === undefined) go(steps);
    else if (target !== undefined) held.push(target.key);
  };
  Object.assign(globalThis, {
    hold: () => {
      held = [];
    },
    letGo: async () => {
      const targets = held ?? [];
      held = undefined;
      for (const key of targets) await navigation.traverseTo(key).finished;
    },
  });
}

interface Navigation {
  entries: () => { key: string }[];
  currentEntry: { index: number } | null;
  traverseTo: (key: string) => { finished: Promise<unknown> };
}
