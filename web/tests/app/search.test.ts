import { describe, expect, test } from "vitest";
import { find, fold, indexOf } from "../../src/app/papers/search";
import { shelvesOf } from "../../src/app/papers/shelves";
import { french } from "../../src/languages/french/index";

const folders = [
  { id: "f1", name: "Santé", pictogram: "health" },
  { id: "f2", name: "سكن", pictogram: "star" },
];

function index(...papers: [name: string, folder: string][]) {
  const documents = papers.map(([name, folder], place) => ({ id: String(place), name, folder, type: "", size: 1, edition: 1, added: place }));
  return indexOf(documents, shelvesOf({ folders, documents, head: { seq: 1 } }, french));
}

const names = (question: string, of: ReturnType<typeof index>) => find(question, of).map(({ name }) => name);

describe("search", () => {
  const papers = index(
    ["Avis d’impôt 2024.pdf", "f1"],
    ["Ordonnance.jpg", "f1"],
    ["شَهَادَةُ الإقامة ٢٠٢٤", "f2"],
    ["Cœur_ECG.png", "f1"],
    ["Bail.pdf", "gone"],
  );

  test.each([
    ["IMPOT", ["Avis d’impôt 2024.pdf"]],
    ["d'impôt", ["Avis d’impôt 2024.pdf"]],
    ["2024 avis", ["Avis d’impôt 2024.pdf"]],
    ["coeur ecg", ["Cœur_ECG.png"]],
    ["شهاده الاقامه 2024", ["شَهَادَةُ الإقامة ٢٠٢٤"]],
    ["شهـــادة", ["شَهَادَةُ الإقامة ٢٠٢٤"]],
    ["سكن", ["شَهَادَةُ الإقامة ٢٠٢٤"]],
    ["sante ordo", ["Ordonnance.jpg"]],
    ["bail", ["Bail.pdf"]],
    ["passeport", []],
    ["", []],
    ["   ’", []],
    ["\u202e", []],
  ])("%j", (question, found) => {
    expect(names(question, papers)).toEqual(found);
  });

  test("names that begin with it come first, then words that do, then the newest", () => {
    const some = index(["Grand bail", "f1"], ["Débail", "f1"], ["Bail ancien", "f1"], ["Bail neuf", "f1"]);
    expect(names("bail", some)).toEqual(["Bail neuf", "Bail ancien", "Grand bail", "Débail"]);
  });

  test("letters that people write for each other are one", () => {
    for (const [one, other] of [["أحمد", "احمد"], ["على", "علي"], ["مدرسة", "مدرسه"], ["کتاب", "كتاب"], ["Straße", "STRASSE"], ["Łódź", "lodz"]] as const) {
      expect(fold(one)).toBe(fold(other));
    }
    expect(fold("قطار")).not.toBe(fold("قطر"));
  });
});
