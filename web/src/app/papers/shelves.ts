import type { Contents, Document, Folder, Outgoing } from "../../bridge/bridge";
import type { Texts } from "../../languages";
import { pictograms, type PictogramName } from "../pictograms/names";

/** A shelf of the home: a folder that exists, or one of the six that come into being with their first paper. */
export interface Shelf {
  key: string;
  name: string;
  pictogram: PictogramName;
  /** Absent until a paper is put there. */
  folder?: Folder;
}

const six = ["id", "health", "home", "money", "work", "box"] as const satisfies readonly PictogramName[];

/** What a person may choose for a shelf of their own: none of the six, so that no shelf is taken for one of them. */
export const ownPictograms = [
  "family", "heart", "school", "letter", "bike", "star", "animal", "sun", "key",
] as const satisfies readonly PictogramName[];

/** Where a paper goes when nobody says where. */
export const otherShelf = "box";

/** The six shelves in their order, then the person's own. */
export function shelvesOf(contents: Contents, texts: Texts): Shelf[] {
  const own = contents.folders.filter(({ trashed }) => trashed === undefined);
  const shelves: Shelf[] = six.map((pictogram) => {
    const place = own.findIndex((folder) => folder.pictogram === pictogram);
    const [folder] = place < 0 ? [] : own.splice(place, 1);
    return { key: pictogram, pictogram, name: folder?.name ?? texts.shelves[pictogram], ...(folder && { folder }) };
  });
  return [...shelves, ...own.map((folder) => ({ key: folder.id, name: folder.name, pictogram: known(folder.pictogram), folder }))];
}

/** The papers of a shelf, newest first, without the binned ones. One whose folder is gone is among the others. */
export function papersOn(shelf: Shelf, shelves: readonly Shelf[], contents: Contents): Document[] {
  const places = placesOf(shelves);
  return newestFirst(contents.documents.filter((paper) => paper.trashed === undefined && (places.get(paper.folder) ?? otherShelf) === shelf.key));
}

/** How many papers each shelf has, by its key. */
export function countsOf(shelves: readonly Shelf[], contents: Contents): Map<string, number> {
  const places = placesOf(shelves);
  const counts = new Map<string, number>();
  for (const { folder, trashed } of contents.documents) {
    if (trashed !== undefined) continue;
    const key = places.get(folder) ?? otherShelf;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

/** The shelf where a paper on its way will be. */
export function shelfOf({ folder }: Pick<Outgoing, "folder">, shelves: readonly Shelf[]): Shelf | undefined {
  if (typeof folder === "string") return shelves.find((shelf) => shelf.folder?.id === folder);
  return shelves.find(({ pictogram, name }) => pictogram === folder.pictogram && (isReady(pictogram) || name === folder.name));
}

/** Whether it is one of the six, which are there without having been made. */
export function isReady(key: string): boolean {
  return six.some((pictogram) => pictogram === key);
}

export function newestFirst(papers: readonly Document[]): Document[] {
  return [...papers].sort((one, other) => other.added - one.added);
}

/** A name of a drawing comes from whoever wrote the label: only ours are drawn. */
function known(name: string): PictogramName {
  return pictograms.find((pictogram) => pictogram === name) ?? otherShelf;
}

/** The key of the shelf of each folder. */
function placesOf(shelves: readonly Shelf[]): Map<string, string> {
  return new Map(shelves.flatMap(({ key, folder }) => (folder === undefined ? [] : [[folder.id, key]])));
}
