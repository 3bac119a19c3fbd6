import { useState } from "preact/hooks";
import { codeOf, placeOf } from "../../languages/refusal";
import { Button } from "../components/button";
import { Field } from "../components/field";
import { Form } from "../components/form";
import { Alert, Note } from "../components/note";
import { Screen } from "../components/screen";
import { isCard } from "../scan/scan";
import { useSetting } from "../setting";
import { DeviceBox } from "./device";
import { CardRefusal, useRecovery } from "./recovery";

const groupCount = 9;
const groupLength = 6;

/** The recovery card, typed group by group; its own check finds a mistake before anything is sent. */
export function RecoverScreen() {
  const { texts, way } = useSetting();
  const [groups, setGroups] = useState<string[]>(() => Array.from({ length: groupCount }, () => ""));
  const [short, setShort] = useState<number>();
  const { task, recover } = useRecovery();
  const wrong = short ?? (codeOf(task.error) === "card_group" ? (placeOf(task.error) ?? 0) - 1 : undefined);

  const type = (place: number, value: string) => {
    setShort(undefined);
    // What somebody pastes may be the whole of a scanned code.
    if (isCard(value)) {
      recover(value.trim());
      return;
    }
    const next = spread(groups, place, value);
    setGroups(next);
    if (next[place]?.length === groupLength && groups[place]?.length !== groupLength) focusGroup(place + 1);
  };

  const submit = () => {
    const incomplete = groups.findIndex((group) => group.length !== groupLength);
    if (incomplete < 0) {
      recover(groups.join(" "));
      return;
    }
    setShort(incomplete);
    focusGroup(incomplete);
  };

  return (
    <Screen
      title={texts.recover.title}
      say={texts.recover.say}
      foot={
        <Button kind="main" picture="card" submits form="recover" busy={task.busy}>
          {texts.recover.go}
        </Button>
      }
    >
      <Button
        picture="camera"
        onClick={() => {
          way.go({ at: "scan" });
        }}
      >
        {texts.recover.scan}
      </Button>
      <p>{texts.recover.lead}</p>
      <Form id="recover" onSubmit={submit}>
        <div class="groups" role="group" aria-label={texts.recover.groups} id="groups">
          {groups.map((group, place) => (
            <Field
              key={place}
              label={texts.recover.group(place + 1)}
              value={group}
              onInput={(value) => {
                type(place, value);
              }}
              digits
              longest={512}
              wrong={wrong === place}
            />
          ))}
        </div>
        <DeviceBox />
      </Form>
      <Alert sentence={short === undefined ? undefined : texts.recover.short(short + 1)} />
      <CardRefusal error={task.error} />
      <Note kind="info">{texts.recover.caution}</Note>
    </Screen>
  );
}

/** Puts typed or pasted digits into their groups; what doesn't fit into one group flows into the next. */
function spread(groups: readonly string[], place: number, value: string): string[] {
  const digits = value.replace(/\D/g, "");
  const next = [...groups];
  if (digits.length <= groupLength) {
    next[place] = digits;
    return next;
  }
  for (let group = place; group < groupCount; group += 1) {
    const start = (group - place) * groupLength;
    if (start >= digits.length) break;
    next[group] = digits.slice(start, start + groupLength);
  }
  return next;
}

function focusGroup(place: number): void {
  document.querySelectorAll<HTMLInputElement>("#groups input")[place]?.focus();
}
