import { AddHelperScreen } from "./add-helper";
import { AskReferentScreen, EndReferentScreen, RemoveHelperScreen } from "./ask-screens";
import { HelperScreen } from "./helper";
import { HelpersScreen } from "./helpers";
import { IntroduceScreen } from "./introduce";
import { JoinScreen } from "./join";
import { LinkScreen } from "./link-screen";
import { ListOutScreen } from "./list-out";
import { MeetAgainScreen } from "./meet-again";
import { MetScreen } from "./met";
import type { PeoplePlace } from "./place";
import { ProposeScreen } from "./propose";
import { ScanSquareScreen } from "./scan-square";
import { ShowHelperScreen } from "./show-helper";
import { SquareScreen } from "./square-screen";
import { ShowVouchScreen } from "./show-vouch";
import { VouchScreen } from "./vouch-for";
import { WriteHelperScreen } from "./write-helper";

/** Who helps, and how people meet. */
export function PeopleScreens({ place }: { place: PeoplePlace }) {
  switch (place.show) {
    case "helpers":
      return <HelpersScreen key="helpers" />;
    case "helper":
      return <HelperScreen key={`helper ${place.id}`} id={place.id} />;
    case "met":
      return <MetScreen key={`met ${place.account}`} account={place.account} />;
    case "addHelper":
      return <AddHelperScreen key="addHelper" />;
    case "meetAgain":
      return <MeetAgainScreen key={`meetAgain ${place.why}`} account={place.account} why={place.why} />;
    case "writeHelper":
      return <WriteHelperScreen key="writeHelper" place={place} />;
    case "showHelper":
      return <ShowHelperScreen key="showHelper" id={place.id} />;
    case "removeHelper":
      return <RemoveHelperScreen key="removeHelper" id={place.id} />;
    case "askReferent":
      return <AskReferentScreen key="askReferent" id={place.id} />;
    case "endReferent":
      return <EndReferentScreen key="endReferent" id={place.id} />;
    case "vouch":
      return <VouchScreen key={`vouch ${place.account}`} account={place.account} />;
    case "showVouch":
      return <ShowVouchScreen key={`showVouch ${place.account}`} account={place.account} />;
    case "propose":
      return <ProposeScreen key={`propose ${place.account}`} account={place.account} />;
    case "introduce":
      return <IntroduceScreen key="introduce" />;
    case "listOut":
      return <ListOutScreen key="listOut" />;
    case "square":
      return <SquareScreen key="square" />;
    case "link":
      return <LinkScreen key="link" />;
    case "scanSquare":
      return <ScanSquareScreen key="scanSquare" />;
    case "join":
      return <JoinScreen key={`join ${place.text}`} text={place.text} />;
  }
}
