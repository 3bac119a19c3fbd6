import type { Page } from "playwright-core";
import type { FakeControl } from "../fake/client";
import type { Person } from "../harness/person";
import { acting } from "./acting";
import { account } from "./account";
import { again, beginning } from "./door";
import { hiding } from "./hiding";
import { lent } from "./lent";
import { meeting } from "./meeting";
import { papers } from "./papers";
import { people } from "./people";
import { ways } from "./ways";

/** Somebody who walks through every screen and state of the app with the fake worker, and looks at each. */
export class Walk {
  readonly person: Person;
  readonly page: Page;
  /** Called at each screen, by a name of its own. */
  readonly see: (screen: string) => Promise<void>;

  constructor(person: Person, see: (screen: string) => Promise<void>) {
    this.person = person;
    this.page = person.page;
    this.see = see;
  }

  /** Touches a button and looks at the screen that comes. */
  async to(button: string, title: string, screen: string): Promise<void> {
    await this.person.button(button).click();
    await this.person.title(title).waitFor();
    await this.see(screen);
  }

  /** The same for a row, whose button says more than its word. */
  async toRow(word: string, title: string, screen: string): Promise<void> {
    await this.page.getByRole("main").getByRole("button").filter({ hasText: word }).first().click();
    await this.person.title(title).waitFor();
    await this.see(screen);
  }

  async back(title: string): Promise<void> {
    await this.person.back();
    await this.person.title(title).waitFor();
  }

  /** From now on a method of the fake is refused with this code; without one it works again. */
  async refuse(method: keyof FakeControl["refuse"], code?: string, detail?: Record<string, unknown>): Promise<void> {
    await this.page.evaluate(
      (change) => {
        const { fake } = globalThis as unknown as { fake: FakeControl };
        if (change.code === undefined) Reflect.deleteProperty(fake.refuse, change.method);
        else fake.refuse[change.method] = { code: change.code, ...(change.detail && { detail: change.detail }) };
      },
      { method, code, detail },
    );
  }

  async fake(change: Partial<Pick<FakeControl, "holdAt" | "keeps" | "lost">> | "release" | "away" | "here"): Promise<void> {
    await this.page.evaluate((wish) => {
      const { fake } = globalThis as unknown as { fake: FakeControl };
      if (wish === "release") fake.release();
      else if (wish === "away" || wish === "here") fake.connect(wish === "here");
      else Object.assign(fake, wish);
    }, change);
  }
}

/** The whole walk, from the first screen to a locker that is opened again. */
export async function tour(person: Person, see: (screen: string) => Promise<void>): Promise<void> {
  const walk = new Walk(person, see);
  await beginning(walk);
  await papers(walk);
  await account(walk);
  await people(walk);
  await meeting(walk);
  await lent(walk);
  await acting(walk);
  await hiding(walk);
  await again(walk, await ways(walk));
}
