import { specimenAs } from "../harness/files";
import type { Walk } from "./tour";

const names = {
  card: "Carte de soins.jpg",
  liar: "Carte de bus.jpg",
  empty: "Avis d’impôt.pdf",
  lodging: "Attestation d’hébergement.pdf",
};

/** Adding, shelves, one paper, versions, search and the bin. */
export async function papers(walk: Walk): Promise<void> {
  await adding(walk);
  await shelves(walk);
  await onePaper(walk);
  await bin(walk);
}

async function adding(walk: Walk): Promise<void> {
  const { person, page, see } = walk;
  const { texts } = person;
  await walk.to(texts.home.add, texts.add.title, "add");
  await page.getByLabel(texts.add.file).setInputFiles(await specimenAs(names.card, "photos/p12-carte-reflet.jpg"));
  await page.getByRole("radio", { name: texts.shelves.id }).check({ force: true });
  await see("keep");
  await person.button(texts.keep.go(1)).click();
  await page.getByText(texts.state.sent).first().waitFor();
  await person.choose(
    await specimenAs(names.liar, "odd/png-nomme-jpg.jpg"),
    await specimenAs(names.empty, "odd/zero-octet.pdf"),
    await specimenAs(names.lodging, "pdf/attestation-hebergement.pdf"),
  );
  await see("keep-several");
  await page.getByRole("radio", { name: texts.shelves.home }).check({ force: true });
  await walk.fake("away");
  await person.button(texts.keep.go(2)).click();
  await page.getByText(texts.state.kept, { exact: true }).nth(1).waitFor();
  await see("home-away");
  await page.getByRole("button", { name: texts.state.dropName(names.lodging) }).click();
  await person.title(texts.giveUp.title).waitFor();
  await see("give-up");
  await walk.back(texts.home.title);
  await walk.fake({ holdAt: 40 });
  await walk.fake("here");
  await page.getByText(texts.state.sending(40)).first().waitFor();
  await see("home-sending");
  await walk.refuse("sent", "quota_reached");
  await walk.fake("release");
  await page.getByText(texts.state.failed).first().waitFor();
  await see("home-failed");
  await walk.refuse("sent");
  const stopped = page.locator("button.row", { hasText: texts.state.failed });
  for (let left = await stopped.count(); left > 0; left -= 1) {
    await stopped.first().click();
    await stopped.nth(left - 1).waitFor({ state: "detached" });
  }
  await page.getByText(texts.state.sent).nth(2).waitFor();
  await see("home");
}

async function shelves(walk: Walk): Promise<void> {
  const { person, page, see } = walk;
  const { texts } = person;
  await walk.to(texts.shelves.health, texts.shelves.health, "shelf-empty");
  await walk.back(texts.home.title);
  await page.getByRole("button", { name: new RegExp(`^${texts.shelves.home}`) }).click();
  await person.title(texts.shelves.home).waitFor();
  await see("shelf");
  await walk.to(texts.shelf.change, texts.changeShelf.title, "change-shelf");
  await walk.back(texts.shelves.home);
  await walk.back(texts.home.title);
  await walk.to(texts.home.search, texts.search.title, "search");
  await page.getByRole("textbox").fill("carte");
  await page.getByText(texts.search.found(2)).waitFor();
  await see("search-found");
  await page.getByRole("textbox").fill("xylophone");
  await page.getByText(texts.search.none).waitFor();
  await see("search-nothing");
  await walk.back(texts.home.title);
}

async function onePaper(walk: Walk): Promise<void> {
  const { person, page, see } = walk;
  const { texts } = person;
  await person.open(names.lodging);
  await page.getByText(texts.viewer.page(1, 2)).waitFor();
  await see("paper-pdf");
  await walk.back(texts.home.title);
  await person.open(names.card);
  await page.getByRole("img", { name: names.card }).waitFor();
  await see("paper");
  await person.button(texts.paper.big).click();
  await person.button(texts.paper.turn).waitFor();
  await see("large");
  await person.button(texts.paper.turn).click();
  await see("large-turned");
  await person.back();
  await walk.to(texts.paper.rename, texts.rename.title, "rename");
  await page.getByRole("textbox").fill("<b>Carte</b> \u202egpj.exe \u{1f4c4}".repeat(12));
  await person.button(texts.rename.go).click();
  await person.button(texts.paper.rename).waitFor();
  await see("paper-hostile-name");
  await walk.to(texts.paper.rename, texts.rename.title, "rename-again");
  await page.getByRole("textbox").fill(names.card);
  await person.button(texts.rename.go).click();
  await walk.to(texts.paper.move, texts.move.title, "move");
  await person.back();
  await walk.to(texts.paper.more, texts.paperMore.title, "paper-more");
  await walk.toRow(texts.paperMore.replace, texts.replace.title, "replace");
  await page.getByLabel(texts.add.file).setInputFiles(await specimenAs(names.card, "odd/anime.gif"));
  await person.button(texts.replace.go).waitFor();
  await see("replace-chosen");
  await person.button(texts.replace.go).click();
  await person.button(texts.paper.more).click();
  await walk.toRow(texts.paperMore.versions, texts.versions.title, "versions");
  await page.getByRole("main").getByRole("button").nth(1).click();
  await page.getByText(texts.versions.restore).waitFor();
  await see("version");
  await walk.back(texts.versions.title);
  await walk.back(texts.paperMore.title);
  await person.back();
  await walk.back(texts.home.title);
  await trouble(walk);
}

async function trouble(walk: Walk): Promise<void> {
  const { person, page, see } = walk;
  const { texts } = person;
  await walk.refuse("open", "tampered");
  await person.open(names.liar);
  await page.getByRole("alert").getByText(texts.trouble.code("tampered")).waitFor();
  await see("paper-altered");
  await walk.back(texts.home.title);
  await walk.refuse("open", "network");
  await person.open(names.liar);
  await page.getByRole("alert").getByText(texts.refusals.network).waitFor();
  await see("paper-network");
  await walk.refuse("open");
  await walk.back(texts.home.title);
}

async function bin(walk: Walk): Promise<void> {
  const { person, page, see } = walk;
  const { texts } = person;
  for (const name of [names.liar, names.lodging]) {
    await person.open(name);
    await person.button(texts.paper.more).click();
    await page.getByRole("main").getByRole("button").filter({ hasText: texts.paperMore.trash }).click();
    await person.title(texts.home.title).waitFor();
  }
  await see("home-binned");
  await walk.to(texts.home.bin, texts.bin.title, "bin");
  await page.getByRole("button", { name: texts.bin.deleteName(names.liar) }).click();
  await person.title(texts.deletePaper.title).waitFor();
  await see("delete-paper");
  await walk.back(texts.bin.title);
  await walk.to(texts.bin.emptyAll, texts.emptyBin.title, "empty-bin");
  await person.button(texts.emptyBin.yes).click();
  await page.getByText(texts.bin.empty).waitFor();
  await see("bin-empty");
  await walk.back(texts.home.title);
}
