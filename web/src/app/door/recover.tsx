import { Button } from "../components/button";
import { Form } from "../components/form";
import { Note } from "../components/note";
import { Screen } from "../components/screen";
import { useSetting } from "../setting";
import { CardGroups, GroupFaults, useTypedCard } from "./card-groups";
import { DeviceBox } from "./device";
import { CardRefusal, useRecovery } from "./recovery";

/** The recovery card, typed group by group; its own check finds a mistake before anything is sent. */
export function RecoverScreen() {
  const { texts, way } = useSetting();
  const { task, recover } = useRecovery();
  const card = useTypedCard(recover);

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
      <p>
        {texts.recover.lead} {texts.recover.gaps}
      </p>
      <GroupFaults card={card} />
      <Form id="recover" onSubmit={card.submit} gaps>
        <CardGroups card={card} error={task.error} />
        <DeviceBox />
      </Form>
      {card.missing.length > 0 && (
        <>
          <p>{texts.recover.incomplete(card.missing.length)}</p>
          <Button
            picture="words"
            onClick={() => {
              way.go({ at: "signIn", words: true });
            }}
          >
            {texts.recover.otherWay}
          </Button>
        </>
      )}
      <CardRefusal error={task.error} />
      <Note kind="info">{texts.recover.caution}</Note>
    </Screen>
  );
}
