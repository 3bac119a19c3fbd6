import type { Stage } from "../browser/harness/stage";
import { specimen } from "../browser/harness/files";
import { sum, type Counted, type Counter } from "./counter";

/** What a part of the app costs on the network. */
export interface Cost {
  bytes: number;
  requests: number;
}

export type Costs = Record<"first screen" | "photo" | "PDF reader" | "English" | "Arabic" | "repeat visit" | "kept ahead", Cost>;

/** What may not be exceeded, in bytes. */
export const budgets: Record<keyof Costs, number> = {
  "first screen": 100_000,
  photo: 160_000,
  "PDF reader": 530_000,
  English: 10_000,
  Arabic: 10_000,
  "repeat visit": 0,
  "kept ahead": 60_000,
};

/** Code and texts that the server sends for each part: exact, on any machine. `log` gets every file. */
export async function measureBytes(stage: Stage, counter: Counter, log: (part: string, files: readonly Counted[]) => void): Promise<Costs> {
  const french = await first(stage, counter, "fr");
  const english = await first(stage, counter, "en");
  const arabic = await first(stage, counter, "ar");
  const { page, person, context } = french;
  const { texts } = person;
  await person.create("Nadia");
  await person.add("id", specimen("photos/p13-page-messagerie-compressee.jpg"));
  await person.open("p13-page-messagerie-compressee.jpg");
  await page.getByRole("img", { name: "p13-page-messagerie-compressee.jpg" }).waitFor();
  const all = await counter.take();
  const [photo, ahead] = [all.filter((one) => !one.ahead), all.filter((one) => one.ahead)];
  await person.back();
  await person.add("box", specimen("pdf/recepisse.pdf"));
  await person.open("recepisse.pdf");
  await page.frameLocator("iframe").locator("#sheet > canvas").waitFor();
  const reader = await counter.take();
  const again = await context.newPage();
  await again.goto(page.url());
  await again.getByRole("button", { name: texts.signIn.go, exact: true }).or(again.getByRole("button", { name: texts.first.words, exact: true })).first().waitFor();
  const repeat = await counter.take();
  await Promise.all([french, english, arabic].map((visit) => visit.context.close()));
  log("first screen", french.code);
  log("photo, beyond the first screen", photo);
  log("kept ahead, for a start without a network", ahead);
  log("PDF reader", reader);
  log("repeat visit", repeat);
  const more = (other: readonly Counted[]) => other.filter(({ path }) => !french.code.some((one) => one.path === path));
  return {
    "first screen": cost(french.code),
    photo: cost([...french.code, ...photo]),
    "PDF reader": cost(reader),
    English: cost(more(english.code)),
    Arabic: cost(more(arabic.code)),
    "repeat visit": cost(repeat),
    "kept ahead": cost(ahead),
  };
}

async function first(stage: Stage, counter: Counter, language: "fr" | "en" | "ar") {
  const visit = await stage.visit(language, [/./]);
  return { ...visit, code: await counter.take() };
}

function cost(files: readonly Counted[]): Cost {
  return { bytes: sum(files), requests: files.length };
}
