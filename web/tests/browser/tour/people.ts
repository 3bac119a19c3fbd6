import type { FakeControl } from "../fake/client";
import { start } from "../fake/shelves";
import type { Walk } from "./tour";

const hour = 3_600_000;

/** A time when everything of the fake is past, and ends stand ahead: pictures are the same on every day. */
export const present = start + 6 * hour;

/** Who helps and how people meet; then lending, and who sees what. */
export async function people(walk: Walk): Promise<void> {
  await walk.page.clock.setFixedTime(present);
  await meeting(walk);
  await helpers(walk);
  await lending(walk);
}

async function meeting(walk: Walk): Promise<void> {
  const { person, page, see } = walk;
  const { texts } = person;
  await drawer(walk, texts.home.sees, texts.sees.title);
  await page.getByText(texts.sees.nobody).waitFor();
  await see("sees-nobody");
  await walk.toRow(texts.sees.lend, texts.lendWho.title, "lend-who-nobody");
  await walk.back(texts.sees.title);
  await walk.back(texts.home.title);
  await drawer(walk, texts.home.helps, texts.helpers.title);
  await page.getByText(texts.helpers.none).waitFor();
  await see("helpers-nobody");
  await walk.to(texts.helpers.add, texts.addHelper.title, "add-helper");
  await walk.toRow(texts.addHelper.square, texts.introduce.title, "introduce-first");
  await page.getByLabel(texts.introduce.name, { exact: true }).fill("Nadia");
  await walk.to(texts.introduce.go, texts.square.title, "square-coming");
  await page.getByRole("img", { name: texts.square.label }).waitFor();
  await see("square");
  await fake(page, ({ others, wake }) => {
    const worker = others.meet({
      account: "worker",
      name: "Claire Martin",
      organisation: "Service social du 10e",
      mission: "Assistante sociale",
      reach: "01 44 00 00 00",
      trust: "scanned",
      since: Date.now(),
      reachable: true,
    });
    others.news = [{ news: "met", person: worker }];
    wake();
  });
  await person.button(texts.peopleNews.add).waitFor();
  await see("square-answered");
  await walk.to(texts.peopleNews.add, texts.writeHelper.title, "write-helper");
  await person.button(texts.writeHelper.go).click();
  await person.title(texts.helpers.title).waitFor();
  await page.getByText(texts.writeHelper.done("Claire Martin")).first().waitFor();
  await see("helpers-first");
  await elsewhere(walk);
}

/** A link, the camera, and somebody else's invitation. */
async function elsewhere(walk: Walk): Promise<void> {
  const { person, page, see } = walk;
  const { texts } = person;
  await person.button(texts.helpers.add).click();
  await walk.toRow(texts.addHelper.link, texts.link.title, "link");
  await person.button(texts.link.make).click();
  await page.getByLabel(texts.link.text).waitFor();
  await see("link-made");
  await walk.back(texts.addHelper.title);
  await page.getByText(texts.addHelper.openLink).waitFor();
  await see("add-helper-open");
  await walk.toRow(texts.addHelper.scan, texts.scanSquare.title, "scan-square");
  await page.getByLabel(texts.scanSquare.paste).fill("ARMOIRE:1:ABCDEF");
  await person.button(texts.scanSquare.go).click();
  await page.getByText(texts.scanSquare.card).waitFor();
  await see("scan-square-card");
  await fake(page, ({ others }) => {
    others.offered.set("https://armoire.example/#/invite/x.y.z", {
      account: "advisor",
      name: "Karim Haddad",
      organisation: "Mission locale",
      mission: "Conseiller emploi",
      carrier: "link",
      until: Date.now() + 1e8,
      vouch: { organisation: "Mission locale de Paris", role: "Conseiller emploi", site: "Paris 10e", until: Date.now() + 60 * 86_400_000 },
    });
  });
  await page.getByLabel(texts.scanSquare.paste).fill("https://armoire.example/#/invite/x.y.z");
  await person.button(texts.scanSquare.go).click();
  await page.getByText(texts.join.lead("Karim Haddad")).first().waitFor();
  await see("join");
  await person.button(texts.join.yes).click();
  await person.title(texts.helpers.title).waitFor();
  await page.getByText(texts.join.done("Karim Haddad")).first().waitFor();
  await see("joined");
  await person.button(texts.helpers.add).click();
  await walk.page.getByRole("main").getByRole("button").filter({ hasText: texts.addHelper.scan }).click();
  await page.getByLabel(texts.scanSquare.paste).fill("https://armoire.example/#/invite/x.y.z");
  await person.button(texts.scanSquare.go).click();
  await page.getByText(texts.othersRefusals.invitation_over).waitFor();
  await see("join-over");
  await person.button(texts.link.helpers).click();
  await person.title(texts.helpers.title).waitFor();
}

async function helpers(walk: Walk): Promise<void> {
  const { person, page, see } = walk;
  const { texts } = person;
  await fake(page, ({ others, wake }) => {
    const day = 86_400_000;
    const now = Date.now();
    others.meet({ account: "sister", name: "Ma sœur", trust: "invited", since: now - 90 * day, reachable: true });
    others.meet({ account: "landlord", name: "Propriétaire", trust: "unverified", since: now, reachable: false });
    others.saveEntry({ name: "Équipe de maraude", organisation: "Samu social", reach: "115", kind: "team", since: now - 14 * day });
    others.saveEntry({ name: "أمينة", mission: "Range mes papiers", account: "sister", kind: "person", since: now - 400 * day });
    others.saveEntry({ name: "Éducateur", organisation: "Centre d’hébergement", kind: "person", since: now - 1200 * day, until: now - 500 * day });
    others.news = [{ news: "tried", person: others.person("landlord") }];
    wake();
  });
  await page.getByText(texts.helpers.before, { exact: true }).waitFor();
  await page.getByText(texts.peopleNews.tried("Propriétaire")).waitFor();
  await see("helpers");
  await walk.to(texts.peopleNews.look, "Propriétaire", "met-unverified");
  await walk.back(texts.helpers.title);
  await fake(page, ({ others }) => {
    others.introduction = { name: "Nadia", organisation: "Foyer Nord" };
  });
  await walk.toRow("Karim Haddad", "Karim Haddad", "met-vouched");
  await walk.toRow(texts.vouchFor.title, texts.vouchFor.title, "vouch-missing");
  await page.getByLabel(texts.vouchFor.role, { exact: true }).fill("Bénévole");
  await walk.to(texts.lend.next, texts.vouchFor.title, "vouch-read");
  await person.button(texts.vouchFor.yes).click();
  await person.title("Karim Haddad").waitFor();
  await walk.toRow(texts.propose.title, texts.propose.title, "propose-missing");
  await page.getByRole("radio", { name: texts.propose.entry.name }).check();
  await page.getByText(texts.propose.reads).waitFor();
  await see("propose");
  await walk.back("Karim Haddad");
  await fake(page, ({ others }) => {
    others.introduction = { name: "Nadia" };
  });
  await walk.back(texts.helpers.title);
  await walk.toRow("Claire Martin", "Claire Martin", "helper");
  await walk.toRow(texts.helper.shown, texts.showHelper.title, "show-helper-coming");
  await page.getByText(texts.showHelper.year).waitFor();
  await page.getByRole("checkbox", { name: /Karim Haddad/ }).click();
  await page.getByRole("checkbox", { name: /Karim Haddad/, checked: true }).waitFor();
  await see("show-helper");
  await walk.back("Claire Martin");
  await walk.toRow(texts.helper.ask, texts.askReferent.title, "ask-referent");
  await person.button(texts.askReferent.yes).click();
  await person.title(texts.helpers.title).waitFor();
  await page.getByText(texts.helpers.asked("Claire Martin")).waitFor();
  await see("helpers-asked");
  await fake(page, ({ others, wake }) => {
    if (others.referent.state === "proposed") others.referent = { state: "accepted", entry: others.referent.entry, time: Date.now() };
    wake();
  });
  await page.getByRole("heading", { name: texts.helpers.referent }).waitFor();
  await see("helpers-referent");
  await walk.toRow("Claire Martin", "Claire Martin", "helper-referent");
  await walk.toRow(texts.helper.end, texts.endReferent.title, "end-referent");
  await walk.back("Claire Martin");
  await walk.back(texts.helpers.title);
  await walk.toRow("Équipe de maraude", "Équipe de maraude", "helper-team");
  await walk.toRow(texts.helper.change, texts.writeHelper.change, "change-helper");
  await walk.back("Équipe de maraude");
  await walk.toRow(texts.helper.remove, texts.removeHelper.title, "remove-helper");
  await person.button(texts.removeHelper.no).click();
  await person.title("Équipe de maraude").waitFor();
  await walk.back(texts.helpers.title);
  await walk.toRow(texts.helpers.mine, texts.introduce.title, "introduce");
  await walk.back(texts.helpers.title);
  await person.page.getByRole("button", { name: texts.helpers.backName("Éducateur") }).click();
  await page.getByText(texts.helpers.backDone("Éducateur")).first().waitFor();
  await see("helpers-back");
  await walk.toRow(texts.listOut.row, texts.listOut.title, "list-out");
  await walk.back(texts.helpers.title);
  await walk.back(texts.home.title);
}

async function lending(walk: Walk): Promise<void> {
  const { person, page, see } = walk;
  const { texts } = person;
  await drawer(walk, texts.home.sees, texts.sees.title);
  await walk.toRow(texts.sees.lend, texts.lendWho.title, "lend-who-coming");
  await page.getByText("Propriétaire").waitFor();
  await page.getByRole("radio", { name: /Claire Martin/ }).check();
  await see("lend-who");
  await walk.to(texts.lend.next, texts.lendWhat.title, "lend-what-missing");
  await page.getByRole("radio", { name: texts.lendWhat.all, exact: true }).check({ force: true });
  await page.getByRole("radio", { name: new RegExp(texts.lendWhat.rights.manage) }).check();
  await see("lend-what-all");
  await person.button(texts.lendWhat.go(texts.lend.all)).click();
  await page.getByRole("radio", { name: texts.lendWhy.ends.eighteen }).check({ force: true });
  await page.getByLabel(texts.lendWhy.birth).fill("2020-05-05");
  await page.getByText(texts.lendWhy.far).waitFor();
  await see("lend-why-eighteen");
  await walk.back(texts.lendWhat.title);
  await page.getByRole("radio", { name: texts.lendWhat.shelves, exact: true }).check({ force: true });
  await see("lend-what-shelf");
  await page.getByRole("radio", { name: texts.lendWhat.papers, exact: true }).check({ force: true });
  await page.getByRole("main").getByRole("checkbox").first().check();
  await see("lend-what");
  await page.getByRole("contentinfo").getByRole("button").click();
  await person.title(texts.lendWhy.title).waitFor();
  await see("lend-why-missing");
  await page.getByRole("radio", { name: texts.lendWhy.reasons.home }).check({ force: true });
  await page.getByRole("radio", { name: texts.lendWhy.ends.day }).check({ force: true });
  await see("lend-why-day");
  await page.getByRole("radio", { name: texts.lendWhy.ends.tenDays }).check({ force: true });
  await see("lend-why");
  await walk.to(texts.lend.next, texts.lendRead.title, "lend-read");
  await walk.refuse("lend", "card");
  await person.button(texts.lendRead.yes).click();
  await page.getByText(texts.othersRefusals.card).waitFor();
  await see("lend-refused");
  await walk.refuse("lend");
  await person.button(texts.lendRead.yes).click();
  await person.title(texts.sees.title).waitFor();
  await page.getByRole("button", { name: new RegExp(`^${texts.sees.takeBack} `) }).first().waitFor();
  await fake(page, ({ others, wake }) => {
    const day = 86_400_000;
    const now = Date.now();
    others.lend({ nodes: [], to: "sister", right: "manage", start: now - 20 * day, end: now + 345 * day, purpose: "mes papiers" });
    others.lend({ nodes: [], to: "advisor", right: "read", start: now - 5 * 3_600_000, end: now + 20 * 3_600_000, purpose: "mon travail" });
    others.reads.push({ who: others.grantee("worker"), name: "Carte de soins.jpg", time: now });
    wake();
  });
  await page.getByText(texts.sees.rights.manage).waitFor();
  await see("sees");
  await page.getByRole("button", { name: texts.sees.takeBackName(texts.sees.all, "Karim Haddad") }).click();
  await page.getByText(texts.sees.taken("Karim Haddad")).first().waitFor();
  await see("sees-taken");
  await walk.toRow(texts.sees.reads, texts.reads.title, "reads");
  await walk.back(texts.sees.title);
  await walk.toRow(texts.mode.title, texts.mode.title, "mode-run");
  await page.getByRole("button", { name: texts.mode.takeAllName("Ma sœur") }).waitFor();
  await walk.back(texts.sees.title);
  await walk.back(texts.home.title);
  await see("home-people");
  await drawer(walk, texts.home.sees, texts.sees.title);
  await walk.to(texts.sees.takeAll, texts.takeAll.title, "take-all-back");
  await person.button(texts.takeAll.yes).click();
  await page.getByText(texts.takeAll.done).first().waitFor();
  await see("sees-all-taken");
  await fake(page, ({ others, wake }) => {
    const end = Date.now() - 60_000;
    others.grants.push({ id: "over", on: "locker", to: others.grantee("sister"), right: "manage", start: end - 1e9, end, over: end });
    wake();
  });
  await person.button(texts.ended.go).waitFor();
  await walk.to(texts.ended.go, texts.ended.title, "ended");
  await walk.toRow(texts.mode.title, texts.mode.title, "mode-alone");
  await person.back();
  await person.back();
  await walk.back(texts.home.title);
  await person.button(texts.ended.go).waitFor();
  await see("home-ended");
  await fake(page, ({ others, wake }) => {
    others.grants.pop();
    wake();
  });
  await person.button(texts.ended.go).waitFor({ state: "detached" });
}

/** From the home into one of its drawers, whose button also says a number. */
async function drawer({ page, person }: Walk, word: string, title: string): Promise<void> {
  await page.getByRole("navigation").getByRole("button", { name: new RegExp(`^${word}`) }).click();
  await person.title(title).waitFor();
}

/** `change` runs in the page: it sees nothing but its argument. */
async function fake(page: Walk["page"], change: (fake: FakeControl) => void): Promise<void> {
  await page.evaluate(`(${change.toString()})(globalThis.fake)`);
}
