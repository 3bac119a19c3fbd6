import { useState } from "preact/hooks";
import type { Grantee } from "../../bridge/bridge";
import { Button } from "../components/button";
import { Loading } from "../components/loaded";
import { Note } from "../components/note";
import { Screen } from "../components/screen";
import { focusTitle } from "../focus";
import { useOthersSetting } from "../people/others-setting";
import { PersonRow } from "../people/person-row";
import { OthersRefusal } from "../people/refusal";
import { useOthersLoaded } from "../people/use-others-loaded";
import { useTask } from "../task";
import { calledIn, capital } from "../lent/called";

/** Who can't send anything; one touch lets them again. */
export function BlockedScreen() {
  const { armoire, texts } = useOthersSetting();
  const { blocking } = texts;
  const [done, setDone] = useState<string>();
  const blocked = useOthersLoaded(() => armoire.blocked());
  return (
    <Screen title={blocking.title} say={blocking.say} lockable>
      <div role="status">{done !== undefined && <Note kind="ok">{done}</Note>}</div>
      <Loading of={blocked}>
        {(all) =>
          all.length === 0 ? (
            <p class="placeholder">{blocking.none}</p>
          ) : (
            <ul class="panel">
              {all.map((who) => (
                <Blocked
                  key={who.account}
                  who={who}
                  onDone={() => {
                    setDone(capital(blocking.unblocked(calledIn(who, texts.lent.unknown))));
                    blocked.load();
                    focusTitle();
                  }}
                />
              ))}
            </ul>
          )
        }
      </Loading>
    </Screen>
  );
}

function Blocked({ who, onDone }: { who: Grantee; onDone: () => void }) {
  const { armoire, texts } = useOthersSetting();
  const { blocking } = texts;
  const task = useTask();
  return (
    <li>
      <PersonRow
        person={who}
        end={
          <Button
            small
            label={blocking.unblockName(calledIn(who, texts.lent.unknown))}
            busy={task.busy}
            onClick={() => {
              task.run(async () => {
                await armoire.unblock(who.account);
                onDone();
              });
            }}
          >
            {blocking.unblock}
          </Button>
        }
      />
      <OthersRefusal error={task.error} />
    </li>
  );
}
