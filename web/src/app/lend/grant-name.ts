import type { Contents, Grant } from "../../bridge/bridge";
import { displayName } from "../papers/names";
import { otherShelf, type Shelf } from "../papers/shelves";
import type { PictogramName } from "../pictograms/pictogram";
import { useOthersSetting } from "../people/others-setting";

/** What is lent, by its name; everything, or what isn't there any more, by a word. */
export function useGrantName(): (grant: Grant) => string {
  const { texts } = useOthersSetting();
  const { sees } = texts;
  return ({ on, name }) => {
    switch (on) {
      case "locker":
        return sees.all;
      case "shelf":
        return name === undefined ? sees.goneShelf : sees.shelf(displayName(name));
      case "entry":
        return name === undefined ? sees.entry : `${sees.entry} · ${displayName(name)}`;
      case "paper":
        return name === undefined ? sees.gonePaper : displayName(name);
    }
  };
}

/** The drawing of what is lent: a paper has its shelf's. */
export function grantPicture({ on, node }: Grant, shelves: readonly Shelf[], contents: Contents): PictogramName {
  switch (on) {
    case "locker":
      return "armoire";
    case "entry":
      return "people";
    case "shelf":
      return shelves.find(({ folder }) => folder?.id === node)?.pictogram ?? otherShelf;
    case "paper": {
      const folder = contents.documents.find(({ id }) => id === node)?.folder;
      return shelves.find((shelf) => shelf.folder?.id === folder)?.pictogram ?? otherShelf;
    }
  }
}
