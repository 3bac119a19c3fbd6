import { AddPasskeyScreen } from "../ways/add-passkey";
import { BringInScreen } from "../account/bring-in";
import { DeleteAccountScreen, SureScreen } from "../account/delete-account";
import { DevicesScreen } from "../account/devices";
import { HidingScreen } from "../hide/hiding";
import { JournalScreen } from "../account/journal";
import { LanguageScreen } from "../account/language";
import { LeaveScreen } from "../account/leave";
import { LimitsScreen } from "../hide/limits";
import { LossDoneScreen, LossScreen, PinSeenScreen } from "../ways/loss";
import { MoreScreen } from "../account/more";
import { NameDeviceScreen } from "../ways/name-device";
import { OneWayScreen } from "../ways/one-way";
import { RemoveWayScreen } from "../ways/remove-way";
import { RenewScreen } from "../ways/renew";
import { RoomScreen } from "../account/room";
import { SecondStepPage } from "../ways/second-step";
import { SetPinScreen } from "../ways/set-pin";
import { TakeOutScreen } from "../account/take-out";
import { TestWayScreen } from "../ways/test-way";
import { WaysScreen } from "../ways/ways";
import type { ApartPlace } from "./apart-screen";

/** Screens of a person's ways in, devices and settings: their code comes after that of the papers. */
export function Apart({ place }: { place: ApartPlace }) {
  switch (place.at) {
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
  }
}
