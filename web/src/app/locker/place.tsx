import { ApartScreen, isApart } from "./apart-screen";
import { PocketAddScreen } from "../pocket/pocket-add";
import { PocketRemoveScreen } from "../pocket/pocket-remove";
import type { InsidePlace } from "../way";
import { AddScreen } from "./add";
import { BinScreen } from "./bin";
import { ChangeShelfScreen } from "./change-shelf";
import { DeletePaperScreen } from "./delete-paper";
import { EmptyBinScreen } from "./empty-bin";
import { GiveUpScreen } from "./give-up";
import { HomeScreen } from "./home";
import { useInside } from "./inside";
import { LargeScreen } from "./large";
import { MoveScreen } from "./move";
import { NewShelfScreen } from "./new-shelf";
import { OthersScreen } from "./others-screen";
import { PaperScreen } from "./paper";
import { PaperMoreScreen } from "./paper-more";
import { RenameScreen } from "./rename";
import { ReplaceScreen } from "./replace";
import { SearchScreen } from "./search";
import { ShelfScreen } from "./shelf";
import { VersionScreen } from "./version";
import { VersionsScreen } from "./versions";
import { WaitingScreen } from "./waiting";

/** The screen of a place. A shelf or a paper that is no longer there leads home. */
export function Place({ place }: { place: InsidePlace }) {
  const { contents, shelves, outgoing } = useInside();
  const home = <HomeScreen key="home" safe={place.at === "home" && place.safe === true} />;
  if (isApart(place)) return <ApartScreen key="apart" place={place} />;
  switch (place.at) {
    case "home":
      return home;
    case "shelf":
    case "changeShelf": {
      const shelf = shelves.find(({ key }) => key === place.shelf);
      if (shelf === undefined) return home;
      return place.at === "shelf" ? <ShelfScreen key={shelf.key} shelf={shelf} /> : <ChangeShelfScreen key="changeShelf" shelf={shelf} />;
    }
    case "add":
      return <AddScreen key="add" shelf={place.shelf} first={place.first === true} />;
    case "giveUp": {
      const paper = outgoing.find(({ id }) => id === place.id);
      return paper === undefined ? home : <GiveUpScreen key="giveUp" paper={paper} />;
    }
    case "others":
      return <OthersScreen key="others" place={place} />;
    case "search":
      return <SearchScreen key="search" />;
    case "newShelf":
      return <NewShelfScreen key="newShelf" />;
    case "bin":
      return <BinScreen key="bin" />;
    case "emptyBin":
      return <EmptyBinScreen key="emptyBin" />;
    case "paper":
    case "large":
    case "rename":
    case "move":
    case "paperMore":
    case "replace":
    case "versions":
    case "version":
    case "pocketAdd":
    case "pocketRemove":
    case "deletePaper": {
      const paper = contents.documents.find(({ id }) => id === place.id);
      if (paper === undefined) {
        const waiting = outgoing.find(({ id }) => id === place.id);
        return waiting === undefined || place.at !== "paper" ? home : <WaitingScreen key="paper" paper={waiting} />;
      }
      switch (place.at) {
        case "paper":
          return <PaperScreen key="paper" paper={paper} />;
        case "large":
          return <LargeScreen key="large" paper={paper} />;
        case "rename":
          return <RenameScreen key="rename" paper={paper} />;
        case "move":
          return <MoveScreen key="move" paper={paper} />;
        case "paperMore":
          return <PaperMoreScreen key="paperMore" paper={paper} />;
        case "replace":
          return <ReplaceScreen key="replace" paper={paper} />;
        case "versions":
          return <VersionsScreen key="versions" paper={paper} />;
        case "version":
          return <VersionScreen key="version" paper={paper} place={place} />;
        case "pocketAdd":
          return <PocketAddScreen key="pocketAdd" paper={paper} />;
        case "pocketRemove":
          return <PocketRemoveScreen key="pocketRemove" paper={paper} />;
        case "deletePaper":
          return <DeletePaperScreen key="deletePaper" paper={paper} />;
      }
    }
  }
}
