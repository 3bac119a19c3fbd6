import { useState } from "preact/hooks";
import type { Carrier, Introduction, Inviter, Vouched } from "../../bridge/bridge";
import { Button } from "../components/button";
import { Form } from "../components/form";
import { useLoaded } from "../components/loaded";
import { Alert, Note } from "../components/note";
import { Screen } from "../components/screen";
import { useInside } from "../locker/inside";
import { displayName } from "../papers/names";
import { useTask } from "../task";
import { Part } from "./helper";
import { IntroductionFields, useTyped } from "./introduction";
import { useOthersSetting } from "./others-setting";
import { PersonRow } from "./person-row";
import { OthersRefusal } from "./refusal";
import { VouchedBy } from "./trust";
import { Words } from "./words";

/** Somebody's invitation: who they say they are, and answering it with one's own name. Nothing was answered by reading it. */
export function JoinScreen({ text }: { text: string }) {
  const { armoire, texts, way } = useOthersSetting();
  const { join } = texts;
  const loaded = useLoaded(async () => {
    const [inviter, mine] = await Promise.all([armoire.readInvitation(text), armoire.introduction()]);
    return { inviter, mine };
  });
  if (loaded.value !== undefined) return <Join text={text} {...loaded.value} />;
  return (
    <Screen
      key="reading"
      title={join.title}
      say={join.say}
      lockable
      foot={
        loaded.error === undefined ? undefined : (
          <Button
            picture="people"
            onClick={() => {
              way.restart({ at: "home" }, { at: "others", show: "helpers" });
            }}
          >
            {texts.link.helpers}
          </Button>
        )
      }
    >
      {loaded.error === undefined && (
        <p class="placeholder" role="status">
          {texts.wait}
        </p>
      )}
      <OthersRefusal error={loaded.error} />
      {loaded.error !== undefined && (
        <Button picture="turn" busy={loaded.busy} onClick={loaded.load}>
          {texts.trouble.again}
        </Button>
      )}
    </Screen>
  );
}

interface JoinProps {
  text: string;
  inviter: Inviter;
  mine: Introduction | undefined;
}

function Join({ text, inviter, mine }: JoinProps) {
  const { armoire, texts, way } = useOthersSetting();
  const { join, helper } = texts;
  const { tell } = useInside();
  const typed = useTyped(mine);
  const [missing, setMissing] = useState(false);
  const task = useTask();
  const { name, organisation, mission, reach, carrier, vouch } = inviter;

  const answer = () => {
    const { given } = typed;
    setMissing(given === undefined);
    if (given === undefined) return;
    task.run(async () => {
      const person = await armoire.join(text, given);
      tell({ sentence: join.done(displayName(person.name)) });
      way.restart({ at: "home" }, { at: "others", show: "helpers" });
    });
  };

  return (
    <Screen
      key="join"
      title={join.title}
      say={`${join.lead(displayName(name))} ${join.say}`}
      lockable
      foot={
        <div class="pair tall">
          <Button
            picture="cross"
            onClick={() => {
              way.restart({ at: "home" });
            }}
          >
            {join.no}
          </Button>
          <Button kind="main" picture="check" submits form="join" busy={task.busy}>
            {join.yes}
          </Button>
        </div>
      }
    >
      <p>{join.lead(displayName(name))}</p>
      <div class="panel">
        <PersonRow person={{ name, ...(organisation !== undefined && { organisation }) }} second={<span class="second block">{join.says}</span>} />
        {vouch !== undefined && <VouchedBy vouch={vouch} />}
        {mission !== undefined && <Part title={helper.mission}><Words of={mission} /></Part>}
        {reach !== undefined && <Part title={helper.reach}><Words of={reach} /></Part>}
      </div>
      <Known carrier={carrier} vouch={vouch} />
      <p>{join.next}</p>
      <Form id="join" gaps onSubmit={answer}>
        <fieldset class="field stack">
          <legend>{join.mine}</legend>
          <IntroductionFields typed={typed} />
        </fieldset>
      </Form>
      <Alert sentence={missing ? texts.writeHelper.missing : undefined} />
      <OthersRefusal error={task.error} />
    </Screen>
  );
}

/** How sure it is who invites. */
function Known({ carrier, vouch }: { carrier: Carrier; vouch: Vouched | undefined }) {
  const { join, vouching } = useOthersSetting().texts;
  if (carrier === "qr") return <Note kind="ok">{join.scanned}</Note>;
  return vouch === undefined ? <Note kind="wait">{join.invited}</Note> : <Note kind="ok">{vouching.sentence(displayName(vouch.organisation))}</Note>;
}
