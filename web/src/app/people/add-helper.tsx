import type { Invitation } from "../../bridge/bridge";
import { Screen } from "../components/screen";
import { WayRow } from "../components/way-row";
import { focusTitle } from "../focus";
import { useInside } from "../locker/inside";
import { NewsNote } from "../locker/news";
import { hour, longDay } from "../papers/dates";
import { Pictogram } from "../pictograms/pictogram";
import { useTask } from "../task";
import { useMeetings } from "./meetings";
import { useOthersSetting } from "./others-setting";
import { OthersRefusal } from "./refusal";
import { PersonToken } from "./trust";

/** How a person comes to the list: face to face first, then by a link, then written down. */
export function AddHelperScreen() {
  const { texts } = useOthersSetting();
  const { addHelper } = texts;
  const { open = [] } = useMeetings();
  const living = open.filter(({ until }) => until > Date.now());
  return (
    <Screen title={addHelper.title} say={addHelper.say} lockable>
      <NewsNote />
      <section class="section">
        <h2>{addHelper.here}</h2>
        <ul class="panel">
          <WayRow picture="people/qr" word={addHelper.square} why={addHelper.squareWhy} to={{ at: "others", show: "square" }} />
          <WayRow picture="camera" word={addHelper.scan} why={addHelper.scanWhy} to={{ at: "others", show: "scanSquare" }} />
        </ul>
      </section>
      <section class="section">
        <h2>{addHelper.away}</h2>
        <ul class="panel">
          <WayRow picture="people/link" word={addHelper.link} why={addHelper.linkWhy} to={{ at: "others", show: "link" }} />
        </ul>
      </section>
      <section class="section">
        <h2>{addHelper.none}</h2>
        <ul class="panel">
          <WayRow picture="pen" word={addHelper.write} why={addHelper.writeWhy} to={{ at: "others", show: "writeHelper" }} />
        </ul>
      </section>
      {living.length > 0 && (
        <section class="section">
          <h2>{addHelper.open}</h2>
          <ul class="panel">
            {living.map((invitation) => (
              <OpenRow key={invitation.id} invitation={invitation} />
            ))}
          </ul>
        </section>
      )}
    </Screen>
  );
}

function OpenRow({ invitation: { id, carrier, until } }: { invitation: Invitation }) {
  const { armoire, texts, language } = useOthersSetting();
  const { addHelper } = texts;
  const { look } = useMeetings();
  const { tell } = useInside();
  const task = useTask();
  const what = carrier === "qr" ? addHelper.openSquare : addHelper.openLink;

  const takeBack = () => {
    task.run(async () => {
      await armoire.takeBackInvitation(id);
      tell({ sentence: addHelper.takenBack });
      look();
      focusTitle();
    });
  };

  return (
    <li class="with-tool">
      <div class="row">
        <PersonToken picture={carrier === "qr" ? "people/qr" : "people/link"} />
        <span class="grow">
          <span class="name ours">{what}</span>
          <span class="second">{addHelper.until(longDay(until, language.formats), hour(until, language.formats))}</span>
        </span>
      </div>
      <button type="button" class="tool" aria-label={addHelper.takeBackName(what)} aria-busy={task.busy || undefined} onClick={takeBack}>
        <Pictogram name={task.busy ? "clock" : "cross"} />
        {task.busy ? texts.wait : addHelper.takeBack}
      </button>
      <OthersRefusal error={task.error} />
    </li>
  );
}
