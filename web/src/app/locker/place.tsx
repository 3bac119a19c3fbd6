import { HidingScreen } from "../hide/hiding";
import { LimitsScreen } from "../hide/limits";
import { PocketAddScreen } from "../pocket/pocket-add";
import { PocketRemoveScreen } from "../pocket/pocket-remove";
import { BringInScreen } from "../account/bring-in";
import { DeleteAccountScreen, SureScreen } from "../account/delete-account";
import { DevicesScreen } from "../account/devices";
import { JournalScreen } from "../account/journal";
import { LanguageScreen } from "../account/language";
import { LeaveScreen } from "../account/leave";
import { MoreScreen } from "../account/more";
import { RoomScreen } from "../account/room";
import { TakeOutScreen } from "../account/take-out";
import type { InsidePlace } from "../way";
import { AddPasskeyScreen } from "../ways/add-passkey";
import { LossDoneScreen, LossScreen, PinSeenScreen } from "../ways/loss";
import { NameDeviceScreen } from "../ways/name-device";
import { OneWayScreen } from "../ways/one-way";
import { RemoveWayScreen } from "../ways/remove-way";
import { RenewScreen } from "../ways/renew";
import { SecondStepPage } from "../ways/second-step";
import { SetPinScreen } from "../ways/set-pin";
import { TestWayScreen } from "../ways/test-way";
import { WaysScreen } from "../ways/ways";
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
    case "search":
      return <SearchScreen key="search" />;
    case "newShelf":
      return <NewShelfScreen key="newShelf" />;
    case "bin":
      return <BinScreen key="bin" />;
    case "emptyBin":
      return <EmptyBinScreen key="emptyBin" />;
    case "ways":
      return <WaysScreen key="ways" done={place.done} />;
    case "oneWay":
      return <OneWayScreen key={`way ${place.id}`} id={place.id} />;
    case "testWay":
      return <TestWayScreen key={`test ${place.kind}`} kind={place.kind} />;
    case "removeWay":
      return <RemoveWayScreen key="removeWay" id={place.id} />;
    case "renew":
      return <RenewScreen key={`renew ${place.what}`} what={place.what} />;
    case "setPin":
      return <SetPinScreen key="setPin" />;
    case "addPasskey":
      return <AddPasskeyScreen key="addPasskey" />;
    case "pinSeen":
      return <PinSeenScreen key="pinSeen" />;
    case "loss":
      return <LossScreen key={`loss ${place.cause}`} cause={place.cause} />;
    case "lossDone":
      return <LossDoneScreen key="lossDone" words={place.words} card={place.card} />;
    case "secondStep":
      return <SecondStepPage key="secondStep" />;
    case "nameDevice":
      return <NameDeviceScreen key="nameDevice" />;
    case "more":
      return <MoreScreen key="more" />;
    case "room":
      return <RoomScreen key="room" />;
    case "journal":
      return <JournalScreen key="journal" />;
    case "devices":
      return <DevicesScreen key="devices" />;
    case "takeOut":
      return <TakeOutScreen key="takeOut" />;
    case "bringIn":
      return <BringInScreen key="bringIn" />;
    case "deleteAccount":
      return <DeleteAccountScreen key="deleteAccount" />;
    case "sure":
      return <SureScreen key="sure" />;
    case "language":
      return <LanguageScreen key="language" />;
    case "hiding":
      return <HidingScreen key="hiding" />;
    case "limits":
      return <LimitsScreen key="limits" />;
    case "leave":
      return <LeaveScreen key="leave" />;
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
