import type { Walk } from "./tour";

/** From the first screen to the first paper; gives the card's groups. */
export async function beginning(walk: Walk): Promise<string[]> {
  const { person, page, see } = walk;
  const { texts } = person;
  await see("first");
  await walk.to(texts.first.words, texts.signIn.title, "sign-in");
  await page.getByLabel(texts.device.shared).check();
  await see("sign-in-shared");
  await walk.back(texts.first.title);
  await walk.to(texts.first.card, texts.recover.title, "recover");
  await person.button(texts.recover.scan).click();
  await person.title(texts.scan.title).waitFor();
  await page.getByRole("alert").getByText(texts.scan.none).or(page.getByRole("alert").getByText(texts.scan.refused)).waitFor();
  await see("scan-refused");
  await walk.back(texts.recover.title);
  await walk.back(texts.first.title);
  await walk.to(texts.first.create, texts.create.title, "create");
  await page.getByLabel(texts.create.name).fill("Nadia");
  await page.locator(".handle").waitFor();
  await page.getByLabel(texts.device.shared).uncheck();
  await see("create-named");
  await walk.to(texts.create.go, texts.words.title, "words");
  await person.button(texts.words.asNumbers).or(person.button(texts.words.asWords)).click();
  await see("words-other-form");
  await walk.to(texts.words.go, texts.card.title, "card");
  const groups = await person.copyCard();
  await person.button(texts.card.save).click();
  await page.getByRole("status").getByText(texts.card.saved).waitFor();
  await see("card-saved");
  await person.button(texts.card.hide).click();
  await see("card-hidden");
  await walk.to(texts.card.copied, texts.proof.title, "proof");
  await page.getByRole("textbox").fill("000000");
  await person.button(texts.proof.go).click();
  await see("proof-wrong");
  await person.prove(groups);
  await person.title(texts.add.title).waitFor();
  await see("add-first");
  await walk.back(texts.home.title);
  await see("home-empty");
  return groups;
}

/** The closed locker on one's own device, refusals, and the card. */
export async function again(walk: Walk, groups: readonly string[]): Promise<void> {
  const { person, page, see } = walk;
  const { texts } = person;
  await person.lock();
  await see("locked");
  await person.button(texts.signIn.other).click();
  await person.signIn("nadia4821", "un deux trois quatre cinq");
  await page.getByText(texts.refusals.sign_in_refused).waitFor();
  await see("sign-in-refused");
  await person.button(texts.signIn.card).click();
  await walk.refuse("recover", "card_group", { place: 4 });
  await person.recover(groups);
  await page.getByText(texts.exactly.card_group(4)).waitFor();
  await see("recover-wrong");
  await walk.refuse("recover");
  await walk.to(texts.recover.go, texts.words.newTitle, "words-new");
  await walk.refuse("contents", "rolled_back");
  await walk.refuse("known", "rolled_back");
  await person.button(texts.words.go).click();
  await page.getByText(texts.refusals.rolled_back).first().waitFor();
  await see("rolled-back");
  await walk.fake({ lost: { since: Date.now() - 26 * 60 * 60 * 1000, papers: ["carte-identite.png", "Attestation CAF.pdf"], others: true, whole: false } });
  await walk.to(texts.trouble.again, texts.lost.title, "lost");
}
