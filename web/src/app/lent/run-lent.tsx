import { useState } from "preact/hooks";
import type { Grant, LentContents } from "../../bridge/bridge";
import { Button } from "../components/button";
import { Loading } from "../components/loaded";
import { Note } from "../components/note";
import { Screen } from "../components/screen";
import { focusTitle } from "../focus";
import { useGrantName } from "../lend/grant-name";
import { hour, longDay } from "../papers/dates";
import { useOthersSetting } from "../people/others-setting";
import { PersonBody } from "../people/person-row";
import { OthersRefusal } from "../people/refusal";
import { useNow } from "../people/use-now";
import { useOthersLoaded } from "../people/use-others-loaded";
import { useTask } from "../task";
import { calledIn } from "./called";
import { Whose, ownerIn } from "./whose";

/** What somebody who runs a locker has lent of it: each is taken back by one touch. */
export function RunLentScreen({ locker }: { locker: LentContents }) {
  const { armoire, texts } = useOthersSetting();
  const { runLent } = texts;
  const [done, setDone] = useState<string>();
  const grants = useOthersLoaded(() => armoire.grants(locker.locker));
  return (
    <Screen title={texts.run.lent(ownerIn(locker, texts))} say={runLent.say(ownerIn(locker, texts))} lockable>
      <Whose of={locker} />
      <div role="status">{done !== undefined && <Note kind="ok">{done}</Note>}</div>
      <Loading of={grants}>
        {(all) => {
          const mine = all.filter(({ mine, over }) => mine === true && over === undefined);
          if (mine.length === 0) return <p class="placeholder">{runLent.none}</p>;
          return (
            <ul class="panel">
              {mine.map((grant) => (
                <GrantRow
                  key={grant.id}
                  grant={grant}
                  locker={locker}
                  onDone={(name) => {
                    setDone(runLent.done(name));
                    grants.load();
                    focusTitle();
                  }}
                />
              ))}
            </ul>
          );
        }}
      </Loading>
    </Screen>
  );
}

function GrantRow({ grant, locker, onDone }: { grant: Grant; locker: LentContents; onDone: (name: string) => void }) {
  const { armoire, texts, language } = useOthersSetting();
  const task = useTask();
  const now = useNow(20_000);
  const name = calledIn(grant.to, texts.lent.unknown);
  const what = useGrantName()(grant);
  return (
    <li class="row">
      <PersonBody
        person={grant.to}
        second={
          <>
            <span class="said">
              <bdi>{what}</bdi>
            </span>
            <span class="second block">{texts.runLend.rights[grant.right]}</span>
            {grant.by?.name !== undefined && <span class="second block">{texts.runLent.by(calledIn(grant.by, texts.lent.unknown))}</span>}
            {grant.start > now && <span class="second block">{texts.sees.from(longDay(grant.start, language.formats))}</span>}
            <span class="second block">
              {texts.lentPaper.until(longDay(grant.end, language.formats), hour(grant.end, language.formats))}
            </span>
          </>
        }
      />
      <Button
        small
        picture="people/take"
        label={texts.runLent.takeBackName(what, name)}
        busy={task.busy}
        onClick={() => {
          task.run(async () => {
            await armoire.takeBack([grant.id], locker.locker);
            onDone(name);
          });
        }}
      >
        {texts.runLent.takeBack}
      </Button>
      <OthersRefusal error={task.error} />
    </li>
  );
}
