import type { Walk } from "./tour";

/** What stands under "Plus": room, journal, devices, taking out, bringing in, language, leaving, deletion. */
export async function account(walk: Walk): Promise<void> {
  const { person, page, see } = walk;
  const { texts } = person;
  await walk.to(texts.home.more, texts.more.title, "more");
  await walk.toRow(texts.more.newShelf, texts.newShelf.title, "new-shelf");
  await walk.back(texts.more.title);
  await walk.toRow(texts.more.room, texts.room.title, "room");
  await walk.back(texts.more.title);
  await walk.toRow(texts.more.journal, texts.journal.title, "journal");
  await walk.back(texts.more.title);
  await walk.toRow(texts.more.devices, texts.devices.title, "devices");
  await walk.back(texts.more.title);
  await walk.toRow(texts.more.language, texts.language.title, "language");
  await walk.back(texts.more.title);
  await walk.toRow(texts.more.takeOut, texts.takeOut.title, "take-out");
  await walk.back(texts.more.title);
  await walk.toRow(texts.more.bringIn, texts.bringIn.title, "bring-in");
  await walk.back(texts.more.title);
  await walk.toRow(texts.more.leave, texts.leave.title, "leave");
  await walk.back(texts.more.title);
  await walk.toRow(texts.more.delete, texts.deleteAccount.title, "delete-account");
  await walk.to(texts.deleteAccount.go, texts.deleteAccount.sureTitle, "delete-account-sure");
  await person.button(texts.deleteAccount.yes).click();
  await person.title(texts.deleteAccount.dueTitle).waitFor();
  await see("delete-account-due");
  await person.button(texts.deleteAccount.cancel).click();
  await page.getByText(texts.deleteAccount.cancelled).first().waitFor();
  await person.title(texts.home.title).waitFor();
  await see("delete-account-cancelled");
}
