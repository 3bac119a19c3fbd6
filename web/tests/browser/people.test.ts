import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import type { FakeControl } from "./fake/client";
import { control, fakeStage, photo } from "./harness/fake-stage";
import { pressOn, tabTo } from "./harness/keyboard";
import type { Person } from "./harness/person";

/** Meeting, the list of who helps, lending and taking back; the worker here is the fake. */
describe("other people", () => {
  const fake = fakeStage();

  test("nobody who is alone with their papers asks for anything of other people", async () => {
    const { page, context } = await fake.withPhoto();
    for (const method of ["grants", "entries", "people", "invitations", "letters", "inbox", "loans"] as const) {
      expect(await calls(page, method), method).toBe(0);
    }
    expect(await page.evaluate(() => performance.getEntriesByType("resource").some(({ name }) => /assets\/(others|people)-/.test(name)))).toBe(false);
    await context.close();
  });

  test("by keyboard alone: somebody is lent a paper until a day, and it is taken back", async () => {
    const { person, page, context, watched } = await fake.withPhoto();
    const { texts } = person;
    await meet(page);
    await pressOn(page, texts.home.sees);
    await person.title(texts.sees.title).waitFor();
    await pressOn(page, texts.sees.lend);
    await person.title(texts.lendWho.title).waitFor();
    await page.getByRole("radio").first().waitFor();
    await tabTo(page, "Claire Martin");
    await page.keyboard.press("Space");
    await pressOn(page, texts.lend.next);
    await person.title(texts.lendWhat.title).waitFor();
    await tabTo(page, photo);
    await page.keyboard.press("Space");
    await pressOn(page, texts.lendWhat.go(texts.lend.papers(1)));
    await person.title(texts.lendWhy.title).waitFor();
    await tabTo(page, texts.lendWhy.reasons.home);
    await page.keyboard.press("Space");
    await pressOn(page, texts.lend.next);
    await page.getByText(texts.lendRead.sentence("x", "x", "x")[0] ?? "").first().waitFor();
    await pressOn(page, texts.lendRead.yes);
    await person.title(texts.sees.title).waitFor();
    await page.getByText(texts.sees.somebody(1)).waitFor();
    expect(await lent(page)).toMatchObject([{ on: "paper", right: "read", purpose: texts.lendWhy.purposes.home }]);
    await pressOn(page, texts.sees.takeBackName(photo, "Claire Martin"));
    await page.getByText(texts.sees.nobody).waitFor();
    expect((await lent(page)).every(({ over }) => over !== undefined)).toBe(true);
    expect(watched.errors).toEqual([]);
    await context.close();
  });

  test("no lends nothing, and going back keeps what was answered", async () => {
    const { person, page, context } = await fake.withPhoto();
    const { texts } = person;
    await meet(page);
    await person.openFirst();
    await person.button(texts.paper.more).click();
    await page.getByRole("main").getByRole("button").filter({ hasText: texts.paperMore.lend }).click();
    await person.title(texts.lendWho.title).waitFor();
    // Who isn't verified is shown, with the reason, and there is nothing to choose.
    await page.getByText("Propriétaire").waitFor();
    await page.getByText(texts.trust.closed).waitFor();
    expect(await page.getByRole("radio", { name: /Propriétaire/ }).count()).toBe(0);
    expect(await page.getByRole("button", { name: texts.lendWho.missing }).getAttribute("aria-disabled")).toBe("true");
    await page.getByRole("radio", { name: /Claire/ }).check();
    await person.button(texts.lend.next).click();
    expect(await page.getByRole("checkbox", { name: photo }).isChecked()).toBe(true);
    await person.button(texts.lendWhat.go(texts.lend.papers(1))).click();
    await page.getByRole("radio", { name: texts.lendWhy.reasons.other }).check({ force: true });
    await page.getByLabel(texts.lendWhy.words).fill("une chambre");
    await page.getByRole("radio", { name: texts.lendWhy.ends.hour }).check({ force: true });
    await person.button(texts.lend.next).click();
    await page.getByText("une chambre").waitFor();
    await person.back();
    expect(await page.getByLabel(texts.lendWhy.words).inputValue()).toBe("une chambre");
    await person.back();
    await person.back();
    expect(await page.getByRole("radio", { name: /Claire/ }).isChecked()).toBe(true);
    await person.button(texts.lend.next).click();
    await person.button(texts.lendWhat.go(texts.lend.papers(1))).click();
    await person.button(texts.lend.next).click();
    await person.button(texts.lendRead.no).click();
    await person.title(texts.home.title).waitFor();
    expect(await calls(page, "lend")).toBe(0);
    await context.close();
  });

  test("a lending that is refused says why, and stays to be tried again", async () => {
    const { person, page, context } = await fake.withPhoto();
    const { texts } = person;
    await meet(page);
    await toConsent(person, page);
    await control(page, (fake) => {
      fake.refuse.lend = { code: "unverified" };
    });
    await person.button(texts.lendRead.yes).click();
    await page.getByRole("alert").getByText(texts.othersRefusals.unverified).waitFor();
    await control(page, (fake) => {
      fake.refuse = {};
    });
    await person.button(texts.lendRead.yes).click();
    await page.getByText(texts.sees.somebody(1)).waitFor();
    await control(page, (fake) => {
      fake.refuse.takeBack = { code: "network" };
    });
    await page.getByRole("button", { name: new RegExp(`^${texts.sees.takeBack} `) }).click();
    await page.getByRole("alert").getByText(texts.refusals.network).waitFor();
    await page.getByText(texts.sees.somebody(1)).waitFor();
    await context.close();
  });

  test("whose keys changed is stopped: one screen says what happened, what is stopped, and leads to meeting again", async () => {
    const { person, page, context } = await fake.withPhoto();
    const { texts } = person;
    await meet(page);
    await toConsent(person, page);
    await control(page, (fake) => {
      fake.refuse.lend = { code: "card" };
    });
    await person.button(texts.lendRead.yes).click();
    await page.getByRole("alert").getByText(texts.othersRefusals.card).waitFor();
    await person.button(texts.meetAgain.what).click();
    await person.title(texts.meetAgain.changed).waitFor();
    for (const sentence of [...texts.meetAgain.changedWhat, ...texts.meetAgain.stoppedWhat, ...texts.meetAgain.todoWhat]) await page.getByText(sentence).waitFor();
    // The number that was known before, and no other.
    expect(await page.getByRole("link", { name: texts.helpers.callName("Claire Martin") }).getAttribute("href")).toBe("tel:0144000000");
    expect(await lent(page)).toEqual([]);
    await person.button(texts.meetAgain.go).click();
    await person.title(texts.introduce.title).or(person.title(texts.square.title)).first().waitFor();
    await context.close();
  });

  test("who isn't verified leads to the same screen; who is blocked is let again from the list of people", async () => {
    const { person, page, context } = await fake.withPhoto();
    const { texts } = person;
    await meet(page);
    await control(page, ({ others, wake }) => {
      others.block("landlord");
      wake();
    });
    await drawer(person, page, texts.home.helps, texts.helpers.title);
    await page.getByRole("button", { name: /^Propriétaire/ }).click();
    await page.getByRole("main").getByRole("button").filter({ hasText: texts.helper.scanAgain }).click();
    await person.title(texts.meetAgain.unsure).waitFor();
    await person.back();
    await person.back();
    await page.getByRole("main").getByRole("button").filter({ hasText: texts.blocking.title }).click();
    await person.button(texts.blocking.unblockName("\u2068Propriétaire\u2069")).click();
    await page.getByText(texts.blocking.none).waitFor();
    await person.back();
    await page.getByRole("button", { name: /^Propriétaire/ }).waitFor();
    expect(await page.getByText(texts.blocking.title).count()).toBe(0);
    await context.close();
  });

  test("a paper may be lent to be changed, and a shelf to be run together; the sentence says so", async () => {
    const { person, page, context } = await fake.withPhoto();
    const { texts } = person;
    const { lendWhat, lendRead, sees } = texts;
    await meet(page);
    for (const [what, right, sentence, seen] of [
      ["papers", "edit", lendRead.sentenceChange, sees.rightsOf.paper.edit],
      ["shelves", "manage", lendRead.sentenceShelf, sees.rightsOf.shelf.manage],
    ] as const) {
      await drawer(person, page, texts.home.sees, sees.title);
      await page.getByRole("main").getByRole("button").filter({ hasText: sees.lend }).click();
      await page.getByRole("radio", { name: /Claire/ }).check();
      await person.button(texts.lend.next).click();
      await page.getByRole("radio", { name: lendWhat[what], exact: true }).check({ force: true });
      await page.getByRole("checkbox").first().check();
      const rights: Record<string, string> = { ...lendWhat.rights, ...lendWhat.rightsOf[what] };
      await page.getByRole("radio", { name: new RegExp(`^${rights[right] ?? ""}`) }).check();
      await person.button(lendWhat.go(texts.lend[what](1))).click();
      await page.getByRole("radio", { name: texts.lendWhy.reasons.home }).check({ force: true });
      await person.button(texts.lend.next).click();
      const [first, , second] = sentence("", "", "");
      const said = await page.locator(".panel.read .say").innerText();
      expect(said.startsWith(first ?? "?")).toBe(true);
      expect(said).toContain(second?.trim());
      const may: Record<string, readonly string[]> = { ...lendRead.may, ...lendRead.mayOf[what] };
      const mayNot: Record<string, string> = { ...lendRead.mayNot, ...lendRead.mayNotOf[what] };
      for (const line of [...(may[right] ?? []), mayNot[right] ?? ""]) await page.getByText(line, { exact: true }).waitFor();
      await person.button(lendRead.yes).click();
      await person.title(sees.title).waitFor();
      await page.getByText(seen).waitFor();
      expect(await lent(page)).toContainEqual(expect.objectContaining({ on: what === "papers" ? "paper" : "shelf", right }));
      await person.back();
    }
    await context.close();
  });

  test("running the locker together is said in plain words, and all of it is taken back at once", async () => {
    const { person, page, context } = await fake.withPhoto();
    const { texts } = person;
    await meet(page);
    await drawer(person, page, texts.home.sees, texts.sees.title);
    await page.getByRole("main").getByRole("button").filter({ hasText: texts.sees.lend }).click();
    await page.getByRole("radio", { name: /Claire/ }).check();
    await person.button(texts.lend.next).click();
    await page.getByRole("radio", { name: texts.lendWhat.all, exact: true }).check({ force: true });
    await page.getByRole("radio", { name: new RegExp(`^${texts.lendWhat.rights.manage}`) }).check();
    await person.button(texts.lendWhat.go(texts.lend.all)).click();
    await page.getByRole("radio", { name: texts.lendWhy.reasons.money }).check({ force: true });
    await person.button(texts.lend.next).click();
    for (const line of [...texts.lendRead.may.manage, texts.lendRead.mayNot.manage]) await page.getByText(line).waitFor();
    await person.button(texts.lendRead.yes).click();
    await person.title(texts.mode.title).waitFor();
    await page.getByText(texts.sees.rights.manage).waitFor();
    expect(await lent(page)).toMatchObject([{ on: "locker", right: "manage" }]);
    await page.getByRole("main").getByRole("button").filter({ hasText: texts.sees.title }).click();
    await person.title(texts.sees.title).waitFor();
    await person.button(texts.sees.takeAll).click();
    await person.button(texts.takeAll.yes).click();
    await page.getByText(texts.sees.nobody).waitFor();
    await page.getByRole("heading", { name: texts.sees.over }).waitFor();
    await context.close();
  });

  test("where a paper goes says beforehand who loses sight of it", async () => {
    const { person, page, context } = await fake.withPhoto();
    const { texts } = person;
    await meet(page);
    await control(page, ({ armoire, others }) => {
      void armoire.contents().then(({ folders }) => {
        others.lend({ nodes: [folders[0]!.id], to: "worker", right: "read", end: Date.now() + 1e9 });
        return armoire.rename(folders[0]!.id, "Identité").then(() => armoire.saveEntry({ name: "x", kind: "person", since: 0 }));
      });
    });
    await page.getByText(texts.home.seeing(1)).waitFor({ state: "attached" });
    await person.openFirst();
    await person.button(texts.paper.move).click();
    await page.getByRole("radio", { name: texts.shelves.home }).check({ force: true });
    await page.getByRole("status").getByText("Claire Martin").waitFor();
    await context.close();
  });

  test("a link waits until a locker is made; the address shows nothing of it", async () => {
    const { page, person, context, watched } = await fake.stage.visit("fr");
    const { texts } = person;
    const { origin } = new URL(page.url());
    await page.goto("about:blank");
    await page.goto(`${origin}/#/invite/a.b.c`);
    await page.getByText(texts.first.invited).waitFor();
    expect(page.url()).toBe(`${origin}/`);
    expect(await page.evaluate(() => JSON.stringify([history.state, document.title]))).not.toContain("invite");
    await control(page, ({ others }) => {
      others.offered.set(`${location.origin}/#/invite/a.b.c`, { account: "worker", name: "Claire Martin", carrier: "link", until: Date.now() + 1e8 });
    });
    await person.begin("Nadia");
    const { groups } = await person.write();
    await person.prove(groups);
    await page.getByText(texts.join.lead("Claire Martin")).first().waitFor();
    expect(await calls(page, "join")).toBe(0);
    await page.getByLabel(texts.introduce.name, { exact: true }).fill("Nadia");
    await person.button(texts.join.yes).click();
    await page.getByText(texts.join.done("Claire Martin")).first().waitFor();
    await page.getByText(texts.trust.invited).waitFor();
    expect(watched.errors).toEqual([]);
    await context.close();
  });

  test("a link that is opened in an open locker is asked about; closing forgets it", async () => {
    const { page, person, context } = await fake.withPhoto();
    const { texts } = person;
    await page.evaluate(() => {
      location.hash = "#/invite/a.b.c";
    });
    await page.getByText(texts.othersRefusals.invitation_over).waitFor();
    expect(new URL(page.url()).hash).toBe("");
    await person.lock();
    expect(await page.getByText(texts.first.invited).count()).toBe(0);
    await context.close();
  });

  test("a square says when it is over, and another one can be shown", async () => {
    const { page, person, context } = await fake.withPhoto();
    const { texts } = person;
    await control(page, ({ others }) => {
      others.introduction = { name: "Nadia" };
    });
    await toAdding(person, page);
    await page.getByRole("main").getByRole("button").filter({ hasText: texts.addHelper.square }).click();
    const square = page.getByRole("img", { name: texts.square.label });
    await square.waitFor();
    await page.getByText(texts.square.left(10)).waitFor();
    await page.clock.setFixedTime(Date.now() + 11 * 60_000);
    await page.getByRole("alert").getByText(texts.square.over).waitFor();
    expect(await square.count()).toBe(0);
    await person.button(texts.square.again).click();
    await square.waitFor();
    expect(await calls(page, "invite")).toBe(2);
    await context.close();
  });

  test("a square that came as text isn't a meeting: the camera has to see it", async () => {
    const { page, person, context } = await fake.withPhoto();
    const { texts } = person;
    await toAdding(person, page);
    await page.getByRole("main").getByRole("button").filter({ hasText: texts.addHelper.scan }).click();
    await page.getByLabel(texts.scanSquare.paste).fill("ARMOIRE:2:ABC");
    await person.button(texts.scanSquare.go).click();
    await page.getByRole("alert").getByText(texts.scanSquare.seen).waitFor();
    expect(await calls(page, "readInvitation")).toBe(0);
    await context.close();
  });

  test("a link is made by a touch, copied, and taken back", async () => {
    const { page, person, context } = await fake.withPhoto();
    const { texts } = person;
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await control(page, ({ others }) => {
      others.introduction = { name: "Nadia" };
    });
    await toAdding(person, page);
    await page.getByRole("main").getByRole("button").filter({ hasText: texts.addHelper.link }).click();
    await person.title(texts.link.title).waitFor();
    expect(await calls(page, "invite")).toBe(0);
    await person.button(texts.link.make).click();
    const text = await page.getByLabel(texts.link.text).inputValue();
    await person.button(texts.link.copy).click();
    await page.getByText(texts.link.copied).waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(text);
    await person.back();
    await page.getByRole("button", { name: texts.addHelper.takeBackName(texts.addHelper.openLink) }).click();
    await page.getByText(texts.addHelper.takenBack).first().waitFor();
    await page.getByRole("heading", { name: texts.addHelper.open }).waitFor({ state: "detached" });
    await context.close();
  });

  test("a team stands on the list with the day of the meeting, hidden until it is shown", async () => {
    const { page, person, context } = await fake.withPhoto();
    const { texts } = person;
    await meet(page);
    await control(page, ({ others, wake }) => {
      others.news = [{ news: "met", person: others.person("worker") }];
      wake();
    });
    await drawer(person, page, texts.home.helps, texts.helpers.title);
    await person.button(texts.peopleNews.add).click();
    await page.getByRole("radio", { name: texts.writeHelper.team }).check({ force: true });
    await page.getByLabel(texts.writeHelper.met).fill("2025-11-18");
    await person.button(texts.writeHelper.go).click();
    await page.getByText(texts.helpers.metOn("18 novembre 2025")).waitFor();
    await page.getByText(texts.helpers.hidden).waitFor();
    expect(await page.getByRole("link", { name: texts.helpers.callName("Claire Martin") }).getAttribute("href")).toBe("tel:0144000000");
    await page.getByRole("button", { name: /^Claire Martin/ }).click();
    await page.getByRole("main").getByRole("button").filter({ hasText: texts.helper.shown }).click();
    const sister = page.getByRole("checkbox", { name: /Ma sœur/ });
    await sister.click();
    await page.getByRole("checkbox", { name: /Ma sœur/, checked: true }).waitFor();
    await person.back();
    await page.getByText(texts.helpers.shown(1)).waitFor();
    await page.getByRole("main").getByRole("button").filter({ hasText: texts.helper.shown }).click();
    await sister.click();
    await page.getByRole("checkbox", { name: /Ma sœur/, checked: false }).waitFor();
    expect((await lent(page)).map(({ on, over }) => [on, over !== undefined])).toEqual([["entry", true]]);
    await context.close();
  });

  test("who no longer helps stays below, and comes back by one touch", async () => {
    const { page, person, context } = await fake.withPhoto();
    const { texts } = person;
    await control(page, ({ others }) => {
      others.saveEntry({ name: "Éducateur", kind: "person", since: Date.now() });
    });
    await drawer(person, page, texts.home.helps, texts.helpers.title);
    await page.getByRole("button", { name: /^Éducateur/ }).click();
    await page.getByRole("main").getByRole("button").filter({ hasText: texts.helper.past }).click();
    await page.getByRole("heading", { name: texts.helpers.before }).waitFor();
    await page.getByRole("button", { name: texts.helpers.backName("Éducateur") }).click();
    await page.getByRole("heading", { name: texts.helpers.before }).waitFor({ state: "detached" });
    await page.getByRole("heading", { name: texts.helpers.now }).waitFor();
    await context.close();
  });

  test("who says where they work can offer to stand on somebody's list, or to be their referent; an offer says what will be read", async () => {
    const { page, person, context } = await fake.withPhoto();
    const { texts } = person;
    await meet(page);
    await drawer(person, page, texts.home.helps, texts.helpers.title);
    await page.getByRole("button", { name: /^Claire Martin/ }).click();
    await page.getByRole("main").getByRole("button").filter({ hasText: texts.helper.lend }).waitFor();
    expect(await page.getByText(texts.propose.title).count()).toBe(0);
    await person.back();
    await control(page, ({ others }) => {
      others.introduction = { name: "Karim", organisation: "Mission locale" };
    });
    await page.getByRole("button", { name: /^Claire Martin/ }).click();
    await pressOn(page, texts.propose.title);
    await person.title(texts.propose.title).waitFor();
    await page.getByText(texts.propose.missing).waitFor();
    await page.getByRole("radio", { name: texts.propose.entry.name }).check();
    await page.getByText("Mission locale").waitFor();
    await control(page, (fake) => {
      fake.refuse.propose = { code: "network" };
    });
    await person.button(texts.propose.yes).click();
    await page.getByRole("alert").getByText(texts.refusals.network).waitFor();
    await control(page, (fake) => {
      fake.refuse = {};
    });
    await person.button(texts.propose.yes).click();
    await page.getByText(texts.propose.done("Claire Martin")).first().waitFor();
    await page.getByRole("main").getByRole("button").filter({ hasText: texts.propose.title }).click();
    await page.getByRole("radio", { name: texts.propose.referent.name }).check();
    await person.button(texts.propose.yes).click();
    await page.getByText(texts.propose.done("Claire Martin")).first().waitFor();
    expect(await page.evaluate(() => (globalThis as unknown as { fake: FakeControl }).fake.others.sent)).toEqual([
      { to: "worker", what: "entry" },
      { to: "worker", what: "referent" },
    ]);
    await context.close();
  });

  test("how somebody is known stands as a word in the list; showing their name by keyboard keeps the focus", async () => {
    const { page, person, context } = await fake.withPhoto();
    const { texts } = person;
    await meet(page);
    await control(page, ({ others }) => {
      others.saveEntry({ name: "Claire Martin", account: "worker", kind: "person", since: Date.now() });
    });
    await drawer(person, page, texts.home.helps, texts.helpers.title);
    const claire = page.getByRole("button", { name: /^Claire Martin/ });
    const word = claire.getByText(texts.trust.scanned, { exact: true });
    await word.waitFor();
    expect(await word.evaluate((element) => element.getBoundingClientRect().width)).toBeGreaterThan(20);
    await claire.click();
    await page.getByRole("main").getByRole("button").filter({ hasText: texts.helper.shown }).click();
    const sister = page.getByRole("checkbox", { name: /Ma sœur/ });
    await sister.waitFor();
    await sister.focus();
    await page.keyboard.press("Space");
    await page.getByRole("checkbox", { name: /Ma sœur/, checked: true }).waitFor();
    expect(await sister.evaluate((box) => box === document.activeElement)).toBe(true);
    await context.close();
  });

  test("a team that was met once keeps the day of the meeting when it no longer helps", async () => {
    const { page, person, context } = await fake.withPhoto();
    const { texts } = person;
    await control(page, ({ others }) => {
      others.saveEntry({ name: "Maraude", kind: "team", since: new Date(2025, 10, 18).getTime(), until: new Date(2025, 10, 20).getTime() });
      others.saveEntry({ name: "Stagiaire", kind: "person", since: new Date(2025, 10, 3).getTime(), until: new Date(2025, 10, 20).getTime() });
    });
    await drawer(person, page, texts.home.helps, texts.helpers.title);
    await page.getByText(texts.helpers.metOn("18 novembre 2025")).waitFor();
    await page.getByText("novembre 2025", { exact: true }).waitFor();
    await context.close();
  });

  test("the place where somebody works is written, shown, and kept through a change", async () => {
    const { page, person, context } = await fake.withPhoto();
    const { texts } = person;
    await toAdding(person, page);
    await page.getByRole("main").getByRole("button").filter({ hasText: texts.addHelper.write }).click();
    await page.getByLabel(texts.writeHelper.name, { exact: true }).fill("Médecin");
    await page.getByLabel(texts.writeHelper.organisation, { exact: true }).fill("Centre de santé");
    await page.getByLabel(texts.writeHelper.site, { exact: true }).fill("Paris 10e");
    await person.button(texts.writeHelper.go).click();
    await page.getByRole("button", { name: /^Médecin/ }).click();
    await page.getByText("Paris 10e").waitFor();
    await page.getByRole("main").getByRole("button").filter({ hasText: texts.helper.change }).click();
    expect(await page.getByLabel(texts.writeHelper.site, { exact: true }).inputValue()).toBe("Paris 10e");
    await context.close();
  });

  test("hostile names stay text, in their own direction", async () => {
    const { page, person, context } = await fake.withPhoto();
    const { texts } = person;
    await meet(page);
    await control(page, ({ others }) => {
      others.meet({ account: "evil", name: "<img src=x onerror=alert(1)>\u202egpj", organisation: "a".repeat(4000), trust: "scanned", since: 0, reachable: true });
    });
    await drawer(person, page, texts.home.helps, texts.helpers.title);
    await page.getByText("<img src=x onerror=alert(1)>\ufffdgpj").waitFor();
    expect(await page.locator("main img").count()).toBe(0);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    await context.close();
  });
});

/** Claire, met face to face; a sister, by a link; a landlord, unverified. */
async function meet(page: Page): Promise<void> {
  await control(page, ({ others }) => {
    const since = Date.now();
    others.meet({ account: "worker", name: "Claire Martin", organisation: "Service social", reach: "01 44 00 00 00", trust: "scanned", since, reachable: true });
    others.meet({ account: "sister", name: "Ma sœur", trust: "invited", since, reachable: true });
    others.meet({ account: "landlord", name: "Propriétaire", trust: "unverified", since, reachable: false });
  });
}

async function toConsent(person: Person, page: Page): Promise<void> {
  const { texts } = person;
  await drawer(person, page, texts.home.sees, texts.sees.title);
  await page.getByRole("main").getByRole("button").filter({ hasText: texts.sees.lend }).click();
  await page.getByRole("radio", { name: /Claire/ }).check();
  await person.button(texts.lend.next).click();
  await page.getByRole("checkbox", { name: photo }).check();
  await person.button(texts.lendWhat.go(texts.lend.papers(1))).click();
  await page.getByRole("radio", { name: texts.lendWhy.reasons.home }).check({ force: true });
  await person.button(texts.lend.next).click();
  await person.title(texts.lendRead.title).waitFor();
}

async function toAdding(person: Person, page: Page): Promise<void> {
  const { texts } = person;
  await drawer(person, page, texts.home.helps, texts.helpers.title);
  await person.button(texts.helpers.add).click();
  await person.title(texts.addHelper.title).waitFor();
}

async function drawer(person: Person, page: Page, word: string, title: string): Promise<void> {
  await page.getByRole("navigation").getByRole("button", { name: new RegExp(`^${word}`) }).click();
  await person.title(title).waitFor();
}

async function lent(page: Page): Promise<FakeControl["others"]["grants"]> {
  return page.evaluate(() => (globalThis as unknown as { fake: FakeControl }).fake.others.grants);
}

async function calls(page: Page, method: keyof FakeControl["armoire"]): Promise<number> {
  return page.evaluate((name) => (globalThis as unknown as { fake: FakeControl }).fake.calls.filter((called) => called === name).length, method);
}
