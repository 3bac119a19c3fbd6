import type { InsidePlace } from "../way";
import { AddScreen } from "./add";
import { BinScreen } from "./bin";
import { HomeScreen } from "./home";
import { useInside } from "./inside";
import { LargeScreen } from "./large";
import { MoreScreen } from "./more";
import { MoveScreen } from "./move";
import { PaperScreen } from "./paper";
import { RenameScreen } from "./rename";
import { ShelfScreen } from "./shelf";

/** The screen of a place. A shelf or a paper that is no longer there leads home. */
export function Place({ place }: { place: InsidePlace }) {
  const { contents, shelves } = useInside();
  switch (place.at) {
    case "home":
      return <HomeScreen key="home" safe={place.safe === true} />;
    case "shelf": {
      const shelf = shelves.find(({ key }) => key === place.shelf);
      return shelf === undefined ? <HomeScreen key="home" safe={false} /> : <ShelfScreen key={shelf.key} shelf={shelf} />;
    }
    case "add":
      return <AddScreen key="add" shelf={place.shelf} first={place.first === true} />;
    case "bin":
      return <BinScreen key="bin" />;
    case "more":
      return <MoreScreen key="more" />;
    case "paper":
    case "large":
    case "rename":
    case "move": {
      const paper = contents.documents.find(({ id }) => id === place.id);
      if (paper === undefined) return <HomeScreen key="home" safe={false} />;
      switch (place.at) {
        case "paper":
          return <PaperScreen key="paper" paper={paper} />;
        case "large":
          return <LargeScreen key="large" paper={paper} />;
        case "rename":
          return <RenameScreen key="rename" paper={paper} />;
        case "move":
          return <MoveScreen key="move" paper={paper} />;
      }
    }
  }
}
