import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { endingsOf, isPicture, kindBytes, kindOf, mediaType, nameLies } from "../../src/app/papers/kinds";
import { boundedName, displayName, fileName, longestName, nameLength } from "../../src/app/papers/names";
import { countsOf, papersOn, shelfOf, shelvesOf } from "../../src/app/papers/shelves";
import { french } from "../../src/languages/french/index";

const fixtures = new URL("../../../tests/fixtures/", import.meta.url);

describe("kinds are told by content", () => {
  test.each([
    ["photos/p01-carte-bois-facile.jpg", "jpeg", false],
    ["photos/p02-page-table-sombre.heic", "heic", false],
    ["odd/transparent.png", "png", false],
    ["odd/anime.gif", "gif", false],
    ["odd/png-nomme-jpg.jpg", "png", true],
    ["pdf/recepisse.pdf", "pdf", false],
    ["odd/texte.mp4", "text", true],
    ["hostile/html-nomme.pdf", "text", true],
    ["hostile/refs-externes.svg", "text", false],
  ] as const)("%s is %s", async (path, kind, lies) => {
    const start = (await readFile(new URL(path, fixtures))).subarray(0, kindBytes);
    expect(kindOf(start)).toBe(kind);
    expect(nameLies(path, kind)).toBe(lies);
  });

  test("what can run something is never a picture", () => {
    for (const kind of ["text", "pdf", "zip", "other", "heic"] as const) expect(isPicture(kind)).toBe(false);
    expect(kindOf(new TextEncoder().encode("<svg xmlns='http://www.w3.org/2000/svg'>"))).toBe("text");
    expect(mediaType("other")).toBe("application/octet-stream");
  });

  test("short and empty files have a kind", () => {
    expect(kindOf(new Uint8Array())).toBe("other");
    expect(kindOf(new Uint8Array([0xff, 0xd8]))).toBe("other");
    expect(kindOf(new TextEncoder().encode("RIFF"))).toBe("text");
  });
});

describe("names are shown, not obeyed", () => {
  test("reading-direction marks and control characters become visible", () => {
    expect(displayName("photo\u202egpj.exe")).toBe("photo\ufffdgpj.exe");
    expect(displayName("a\u0000b\nc")).toBe("a\ufffdb\ufffdc");
  });

  test("long names keep their end, and signs stay whole", () => {
    const family = "\u{1f468}\u200d\u{1f469}\u200d\u{1f467}";
    const shown = displayName(`${family.repeat(80)}.jpg`);
    expect([...new Intl.Segmenter().segment(shown)]).toHaveLength(64);
    expect(shown.endsWith(`${family}.jpg`)).toBe(true);
  });

  test.each([
    ["../../etc/passwd", ["pdf"], "-..-etc-passwd.pdf"],
    ["photo\u202egpj.exe", ["jpg", "jpeg"], "photogpj.exe.jpg"],
    ["Photo.JPEG", ["jpg", "jpeg"], "Photo.JPEG"],
    ["", [], "document"],
    ["..", [], "document"],
    ['a:b*c?"<>|', [], "a-b-c-----"],
  ])("%j is saved safely", (name, endings, saved) => {
    expect(fileName(name, endings)).toBe(saved);
  });

  test("a name over the label's limit loses its middle and keeps its end", () => {
    const bounded = boundedName(`${"é\u{1f600}".repeat(2000)}x.pdf`);
    expect(nameLength(bounded)).toBeLessThanOrEqual(longestName);
    expect(bounded.endsWith(".pdf")).toBe(true);
    // No sign is cut in two.
    expect(() => encodeURIComponent(bounded)).not.toThrow();
    expect(boundedName("Bail.pdf")).toBe("Bail.pdf");
  });

  test("length counts bytes", () => {
    expect(nameLength("é")).toBe(2);
    expect(endingsOf("jpeg")).toEqual(["jpg", "jpeg"]);
    expect(endingsOf("other")).toEqual([]);
  });
});

describe("shelves", () => {
  const paper = { type: "image/png", size: 1, edition: 1, name: "p" };
  const contents = {
    folders: [
      { id: "f1", name: "Ma santé", pictogram: "health" },
      { id: "f2", name: "Chien", pictogram: "dog" },
      { id: "f3", name: "Vieux", pictogram: "money", trashed: 5 },
    ],
    documents: [
      { ...paper, id: "d1", folder: "f1", added: 1 },
      { ...paper, id: "d2", folder: "f1", added: 2 },
      { ...paper, id: "d3", folder: "f1", added: 3, trashed: 4 },
    ],
    head: { seq: 9 },
  };

  test("the six come first, with the person's own names; then what the person made", () => {
    const shelves = shelvesOf(contents, french);
    expect(shelves.map(({ name }) => name)).toEqual(["Identité", "Ma santé", "Logement", "Argent", "Travail", "Autres", "Chien"]);
    // A drawing that we don't have is never asked for.
    expect(shelves.at(-1)?.pictogram).toBe("box");
  });

  test("a shelf shows its papers, newest first, without the binned ones", () => {
    const shelves = shelvesOf(contents, french);
    expect(papersOn(shelves[1]!, shelves, contents).map(({ id }) => id)).toEqual(["d2", "d1"]);
    expect(countsOf(shelves, contents).get("health")).toBe(2);
  });

  test("a paper whose folder is gone is among the others, and on no other shelf", () => {
    const lost = { ...contents, documents: [{ ...paper, id: "d4", folder: "gone", added: 1 }, { ...paper, id: "d5", folder: "f3", added: 1 }] };
    const shelves = shelvesOf(lost, french);
    expect(shelves.map((shelf) => papersOn(shelf, shelves, lost).length)).toEqual([0, 0, 0, 0, 0, 2, 0]);
  });

  test("a paper on its way is on the shelf that it will make", () => {
    const shelves = shelvesOf(contents, french);
    expect(shelfOf({ folder: "f2" }, shelves)?.name).toBe("Chien");
    expect(shelfOf({ folder: { name: "Argent", pictogram: "money" } }, shelves)?.key).toBe("money");
    expect(shelfOf({ folder: { name: "Argent", pictogram: "star" } }, shelves)).toBeUndefined();
  });
});
