import { Ask } from "../components/ask";
import { Button } from "../components/button";
import { Loading, useLoaded } from "../components/loaded";
import { Note, Refusal } from "../components/note";
import { Screen } from "../components/screen";
import { useInside } from "../locker/inside";
import { hour, longDay } from "../papers/dates";
import { Pictogram } from "../pictograms/pictogram";
import { useTask } from "../task";
import { useAccountSetting } from "./account-setting";

/** What goes with the account and when; or, where that was asked for, its date and the way back. */
export function DeleteAccountScreen() {
  const { armoire, texts } = useAccountSetting();
  const { deletion, setDeletion } = useInside();
  const loaded = useLoaded(async () => {
    const due = await armoire.deletion();
    setDeletion(due);
    return due;
  });
  if (typeof deletion === "number") return <DueScreen due={deletion} />;
  return (
    <Screen title={texts.deleteAccount.title} say={texts.deleteAccount.say} lockable>
      <Loading of={loaded}>{() => <Explained />}</Loading>
    </Screen>
  );
}

function Explained() {
  const { texts, way } = useAccountSetting();
  return (
    <>
      <ul class="panel">
        {texts.deleteAccount.what.map((sentence) => (
          <li key={sentence} class="row">
            <span class="token">
              <Pictogram name="cross" />
            </span>
            <span class="grow">{sentence}</span>
          </li>
        ))}
      </ul>
      <Note kind="info">
        {texts.deleteAccount.when} {texts.deleteAccount.backups}
      </Note>
      <p>{texts.deleteAccount.first}</p>
      <Button
        picture="save"
        onClick={() => {
          way.go({ at: "takeOut" });
        }}
      >
        {texts.deleteAccount.takeOut}
      </Button>
      <Button
        kind="stop"
        picture="bin"
        onClick={() => {
          way.go({ at: "sure" });
        }}
      >
        {texts.deleteAccount.go}
      </Button>
    </>
  );
}

/** Asked a second time. */
export function SureScreen() {
  const { armoire, texts, language, way } = useAccountSetting();
  const { setDeletion, tell } = useInside();
  const task = useTask();
  return (
    <Ask
      title={texts.deleteAccount.sureTitle}
      say={texts.deleteAccount.sureSay}
      no={texts.deleteAccount.no}
      yes={texts.deleteAccount.yes}
      picture="bin"
      busy={task.busy}
      error={task.error}
      onYes={() => {
        task.run(async () => {
          const due = await armoire.askDeletion();
          setDeletion(due);
          tell({ sentence: texts.deleteAccount.asked(longDay(due, language.formats)) });
          way.back();
        });
      }}
    >
      <p>{texts.deleteAccount.what[0]}</p>
      <p>{texts.deleteAccount.when}</p>
    </Ask>
  );
}

function DueScreen({ due }: { due: number }) {
  const { armoire, texts, language, way } = useAccountSetting();
  const { setDeletion, tell } = useInside();
  const task = useTask();

  const cancel = () => {
    task.run(async () => {
      await armoire.cancelDeletion();
      setDeletion(null);
      tell({ sentence: texts.deleteAccount.cancelled });
      way.restart({ at: "home" });
    });
  };

  return (
    <Screen
      key="due"
      title={texts.deleteAccount.dueTitle}
      say={texts.deleteAccount.until}
      lockable
      foot={
        <Button kind="main" picture="restore" busy={task.busy} onClick={cancel}>
          {texts.deleteAccount.cancel}
        </Button>
      }
    >
      <Note kind="wait">
        <b>{texts.deleteAccount.due(longDay(due, language.formats), hour(due, language.formats))}</b>
      </Note>
      <p>{texts.deleteAccount.until}</p>
      <p>{texts.deleteAccount.first}</p>
      <Button
        picture="save"
        onClick={() => {
          way.go({ at: "takeOut" });
        }}
      >
        {texts.deleteAccount.takeOut}
      </Button>
      <Refusal error={task.error} />
    </Screen>
  );
}
