import { Screen } from "../components/screen";
import { WayRow } from "../components/way-row";
import { NewsNote } from "../locker/news";
import { useAccountSetting } from "./account-setting";

/** The small hub of what belongs to the whole account and to this device. */
export function MoreScreen() {
  const { texts, server } = useAccountSetting();
  const { more } = texts;
  return (
    <Screen title={more.title} say={more.say} lockable>
      <NewsNote />
      <ul class="panel">
        <WayRow picture="plus" word={more.newShelf} why={more.newShelfWhy} to={{ at: "newShelf" }} />
        <WayRow picture="key" word={more.ways} why={more.waysWhy} to={{ at: "ways" }} />
        <WayRow picture="gauge" word={more.room} why={more.roomWhy} to={{ at: "room" }} />
        <WayRow picture="people" word={more.mode} why={more.modeWhy} to={{ at: "others", show: "mode" }} />
        <WayRow picture="eye" word={more.lent} why={more.lentWhy} to={{ at: "others", show: "lent" }} />
        <WayRow picture="journal" word={more.journal} why={more.journalWhy} to={{ at: "journal" }} />
        <WayRow picture="phone" word={more.devices} why={more.devicesWhy} to={{ at: "devices" }} />
        <WayRow picture="hide" word={texts.hiding.title} why={texts.hiding.why} to={{ at: "hiding" }} />
        <WayRow picture="shield" word={more.secondStep} why={more.secondStepWhy} to={{ at: "secondStep" }} />
        <WayRow picture="globe" word={more.language} to={{ at: "language" }} />
      </ul>
      <ul class="panel">
        <WayRow picture="save" word={more.takeOut} why={more.takeOutWhy} to={{ at: "takeOut" }} />
        <WayRow picture="archive" word={more.bringIn} why={more.bringInWhy} to={{ at: "bringIn" }} />
      </ul>
      <ul class="panel">
        <WayRow picture="leave" word={more.leave} why={more.leaveWhy} to={{ at: "leave" }} />
        <WayRow picture="bin" word={more.delete} why={more.deleteWhy} to={{ at: "deleteAccount" }} />
      </ul>
      <p>
        <span class="second">{more.address}</span>
        <br />
        <bdi dir="ltr">{server?.origin ?? location.origin}</bdi>
      </p>
    </Screen>
  );
}
