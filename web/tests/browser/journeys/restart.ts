import type { Page } from "playwright-core";
import type { Visit } from "../harness/stage";
import { Person } from "../harness/person";

/** The page is killed as a phone does it that runs out of memory, without a word; then it is opened again. */
export async function killAndReopen(visit: Visit, origin: string): Promise<Visit> {
  const { page, context, person } = visit;
  const crashed = page.waitForEvent("crash");
  await crash(page);
  await crashed;
  await page.close();
  const next = await context.newPage();
  await next.goto(origin);
  return { ...visit, page: next, person: new Person(next, person.language) };
}

async function crash(page: Page): Promise<void> {
  const debugging = await page.context().newCDPSession(page);
  // It has no answer: whoever would give it is gone.
  void debugging.send("Page.crash").catch(() => undefined);
}
