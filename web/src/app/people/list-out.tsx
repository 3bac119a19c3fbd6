import { useState } from "preact/hooks";
import type { Entry } from "../../bridge/bridge";
import { Box } from "../components/box";
import { Button } from "../components/button";
import { Loading } from "../components/loaded";
import { Note } from "../components/note";
import { Screen } from "../components/screen";
import { wholeDay } from "./days";
import { whenHelped } from "./entry-row";
import { useOthersSetting } from "./others-setting";
import { saveContacts } from "./save-contacts";
import { useOthersLoaded } from "./use-others-loaded";
import { usePrint } from "./use-print";
import { Words } from "./words";

/** The list as it goes out of the locker: on paper or as PDF, or into the phone's own address book. */
export function ListOutScreen() {
  const { armoire, texts, language } = useOthersSetting();
  const { listOut, helpers } = texts;
  const { print, silent } = usePrint(listOut.file);
  const [before, setBefore] = useState(false);
  const loaded = useOthersLoaded(async () => {
    const [entries, referent] = await Promise.all([armoire.entries(), armoire.referent()]);
    return { entries, referent: referent.state === "accepted" ? referent.entry : undefined };
  });
  const shown = (loaded.value?.entries ?? []).filter(({ until }) => before || until === undefined);
  const some = shown.length > 0;
  return (
    <Screen
      title={listOut.title}
      say={listOut.say}
      lockable
      foot={
        <>
          <Button
            kind="main"
            picture="print"
            missing={some ? undefined : helpers.none}
            onClick={print}
          >
            {listOut.print}
          </Button>
          {some && (
            <Button
              picture="save"
              onClick={() => {
                saveContacts(listOut.file, shown);
              }}
            >
              {listOut.save}
            </Button>
          )}
        </>
      }
    >
      <Loading of={loaded}>
        {({ entries, referent }) => (
          <>
            <div class="off-paper stack">
              <Note kind="wait">{listOut.caution}</Note>
              <p>{listOut.how}</p>
              <div role="status">{silent && <Note kind="info">{listOut.silent}</Note>}</div>
              {entries.some(({ until }) => until !== undefined) && <Box label={listOut.before} ticked={before} onTick={setBefore} />}
            </div>
            <h2 class="on-paper">{listOut.heading}</h2>
            <p class="on-paper">{listOut.printedOn(wholeDay(Date.now(), language.formats))}</p>
            <ul class="panel contacts">
              {shown.map((entry) => (
                <Contact key={entry.id} entry={entry} isReferent={entry.id === referent} />
              ))}
            </ul>
          </>
        )}
      </Loading>
    </Screen>
  );
}

/** Everything that is written of somebody, in words alone and whole: it is read on paper. */
function Contact({ entry, isReferent }: { entry: Entry; isReferent: boolean }) {
  const { texts, language } = useOthersSetting();
  const { name, organisation, site, mission, reach } = entry;
  return (
    <li class="row">
      <span class="grow">
        <b class="said">
          <Words of={name} />
        </b>
        {isReferent && <span class="second block">{texts.listOut.referent}</span>}
        {[organisation, site, mission, reach].map(
          (text, at) =>
            text !== undefined && (
              <span class="second said" key={at}>
                <Words of={text} />
              </span>
            ),
        )}
        <span class="second block">{whenHelped(entry, texts, language)}</span>
      </span>
    </li>
  );
}
