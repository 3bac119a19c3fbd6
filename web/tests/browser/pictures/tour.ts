import { join } from "node:path";
import type { Page } from "playwright-core";
import type { Language } from "../../../src/languages";
import type { FakeControl } from "../fake/client";
import { specimenAs } from "../harness/files";
import { Person } from "../harness/person";

const names = {
  card: "Carte de soins.jpg",
  liar: "Carte de bus.jpg",
  empty: "Avis d’impôt.pdf",
  lodging: "Attestation d’hébergement.pdf",
};

/** One walk through every screen and state, with a picture of each. */
export class Tour {
  readonly #person: Person;
  readonly #page: Page;
  readonly #folder: string;
  #count = 0;

  constructor(page: Page, language: Language, folder: string) {
    this.#person = new Person(page, language);
    this.#page = page;
    this.#folder = folder;
  }

  async walk(): Promise<void> {
    const groups = await this.#creation();
    await this.#papers();
    await this.#onePaper();
    await this.#troubles();
    await this.#door(groups);
  }

  async #creation(): Promise<string[]> {
    const { texts } = this.#person;
    await this.#shot("first");
    await this.#person.button(texts.first.create).click();
    await this.#page.getByLabel(texts.create.name).fill("Nadia");
    await this.#page.locator(".handle").waitFor();
    await this.#shot("create");
    await this.#person.button(texts.create.go).click();
    await this.#person.title(texts.words.title).waitFor();
    await this.#shot("words");
    await this.#person.button(texts.words.go).click();
    await this.#shot("card");
    await this.#page.pdf({ path: join(this.#folder, "card.pdf"), preferCSSPageSize: true });
    const region = this.#page.getByRole("region", { name: texts.card.short });
    const groups = await region.getByRole("listitem").allInnerTexts();
    await this.#person.button(texts.card.hide).click();
    await this.#shot("card-hidden");
    await this.#person.button(texts.card.copied).click();
    await this.#page.getByRole("textbox").fill("123456");
    await this.#person.button(texts.proof.go).click();
    await this.#shot("proof-wrong");
    await this.#person.prove(groups);
    await this.#person.title(texts.home.title).waitFor();
    await this.#shot("home-empty");
    return groups;
  }

  async #papers(): Promise<void> {
    const { texts } = this.#person;
    await this.#person.button(texts.home.add).click();
    await this.#shot("add");
    await this.#page.getByLabel(texts.add.file).setInputFiles(await specimenAs(names.card, "photos/p01-carte-bois-facile.jpg"));
    await this.#page.getByRole("radio", { name: texts.shelves.id }).check({ force: true });
    await this.#shot("keep");
    await this.#person.button(texts.keep.go(1)).click();
    await this.#page.getByText(texts.state.sent).waitFor();
    await this.#person.choose(
      await specimenAs(names.liar, "odd/png-nomme-jpg.jpg"),
      await specimenAs(names.empty, "odd/zero-octet.pdf"),
      await specimenAs(names.lodging, "pdf/attestation-hebergement.pdf"),
    );
    await this.#shot("keep-several");
    await this.#page.getByRole("radio", { name: texts.shelves.home }).check({ force: true });
    await this.#page.evaluate(() => {
      (globalThis as unknown as { fake: FakeControl }).fake.holdAt = 40;
    });
    await this.#person.button(texts.keep.go(2)).click();
    await this.#page.getByText(texts.state.sending(40)).waitFor();
    await this.#shot("home-sending");
    await this.#fake("add", "quota_reached");
    await this.#release();
    await this.#page.getByText(texts.state.failed).first().waitFor();
    await this.#shot("home-failed");
    await this.#fake("add", undefined);
    for (let left = 2; left > 0; left -= 1) {
      await this.#page.locator("button.row", { hasText: texts.state.failed }).first().click();
      await this.#page.getByText(texts.state.sent).nth(3 - left).waitFor();
    }
    await this.#shot("home");
    await this.#person.button(texts.shelves.health).click();
    await this.#shot("shelf-empty");
    await this.#person.back();
    await this.#page.getByRole("button", { name: new RegExp(`^${texts.shelves.home}`) }).click();
    await this.#person.title(texts.shelves.home).waitFor();
    await this.#shot("shelf");
    await this.#person.back();
  }

  async #onePaper(): Promise<void> {
    const { texts } = this.#person;
    await this.#person.open(names.lodging);
    await this.#person.button(texts.paper.saveFile).waitFor();
    await this.#shot("paper-file");
    await this.#person.back();
    await this.#person.open(names.card);
    await this.#page.locator(".paper img").waitFor();
    await this.#shot("paper");
    await this.#person.button(texts.paper.big).click();
    await this.#shot("large");
    await this.#person.button(texts.paper.turn).click();
    await this.#shot("large-turned");
    await this.#person.back();
    await this.#person.button(texts.paper.rename).click();
    await this.#shot("rename");
    await this.#page.getByRole("textbox").fill("<b>Carte</b> \u202egpj.exe \u{1f4c4}".repeat(12));
    await this.#person.button(texts.rename.go).click();
    await this.#person.button(texts.paper.rename).waitFor();
    await this.#shot("paper-hostile-name");
    await this.#person.button(texts.paper.move).click();
    await this.#shot("move");
    await this.#person.back();
    await this.#person.button(texts.paper.trash).click();
    await this.#person.title(texts.home.title).waitFor();
    await this.#shot("home-binned");
    await this.#person.button(texts.home.bin).click();
    await this.#shot("bin");
    await this.#person.back();
    await this.#person.button(texts.home.more).click();
    await this.#shot("more");
    await this.#person.back();
  }

  async #troubles(): Promise<void> {
    const { texts } = this.#person;
    await this.#fake("open", "tampered");
    await this.#person.open(names.liar);
    await this.#page.getByRole("alert").getByText(texts.trouble.code("tampered")).waitFor();
    await this.#shot("paper-altered");
    await this.#fake("open", "network");
    await this.#person.back();
    await this.#person.open(names.liar);
    await this.#page.getByRole("alert").getByText(texts.refusals.network).waitFor();
    await this.#shot("paper-network");
    await this.#fake("open", undefined);
    await this.#person.back();
    await this.#person.lock();
    await this.#shot("sign-in");
    await this.#person.signIn("nadia4821", "un deux trois quatre cinq");
    await this.#page.getByText(texts.refusals.sign_in_refused).waitFor();
    await this.#shot("sign-in-refused");
    await this.#fake("contents", "rolled_back");
    await this.#person.signIn("nadia4821", "abandon brioche colline dauphin effort");
    await this.#page.getByText(texts.refusals.rolled_back).waitFor();
    await this.#shot("rolled-back");
    await this.#fake("contents", undefined);
    await this.#person.lock();
  }

  async #door(groups: readonly string[]): Promise<void> {
    const { texts } = this.#person;
    await this.#person.button(texts.signIn.card).click();
    await this.#fake("recover", "card_group", { place: 4 });
    await this.#person.recover(groups);
    await this.#page.getByText(texts.exactly.card_group(4)).waitFor();
    await this.#shot("recover-wrong");
    await this.#fake("recover", undefined);
    await this.#person.button(texts.recover.go).click();
    await this.#person.title(texts.words.newTitle).waitFor();
    await this.#shot("words-new");
  }

  async #shot(name: string): Promise<void> {
    this.#count += 1;
    const number = String(this.#count).padStart(2, "0");
    await this.#page.screenshot({ path: join(this.#folder, `${number}-${name}.png`) });
  }

  async #fake(method: keyof FakeControl["refuse"], code: string | undefined, detail?: Record<string, unknown>): Promise<void> {
    await this.#page.evaluate(
      (change) => {
        const { fake } = globalThis as unknown as { fake: FakeControl };
        if (change.code === undefined) Reflect.deleteProperty(fake.refuse, change.method);
        else fake.refuse[change.method] = { code: change.code, ...(change.detail && { detail: change.detail }) };
      },
      { method, code, detail },
    );
  }

  async #release(): Promise<void> {
    await this.#page.evaluate(() => {
      (globalThis as unknown as { fake: FakeControl }).fake.release();
    });
  }
}
