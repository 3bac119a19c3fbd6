import type { Contents, Document, Folder } from "../../bridge/bridge";
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

/** The papers of a shelf, newest first, without the binned ones. */
export function papersOn(shelf: Shelf, contents: Contents): Document[] {
  return newestFirst(contents.documents.filter((paper) => paper.trashed === undefined && paper.folder === shelf.folder?.id));
}

export function newestFirst(papers: readonly Document[]): Document[] {
  return [...papers].sort((one, other) => other.added - one.added);
}

/** A name of a drawing comes from whoever wrote the label: only ours are drawn. */
function known(name: string): PictogramName {
  return pictograms.find((pictogram) => pictogram === name) ?? otherShelf;
}
