import { useState } from "preact/hooks";
import type { WayKind } from "../../bridge/bridge";
import { Button } from "../components/button";
import { Form } from "../components/form";
import { Alert, Note, Refusal } from "../components/note";
import { Screen } from "../components/screen";
import { CardGroups, GroupFaults, useTypedCard } from "../door/card-groups";
import { triesLeft } from "../door/pin";
import { WordsField } from "../door/words-field";
import { useSetting } from "../setting";
import { useTask, type Task } from "../task";
import { usePasskey } from "./passkey";
import { PinPad, pinLength } from "./pin-pad";

/** Tries a way in while the locker is open: nothing changes, and a mistake is found out while there is still another way. */
export function TestWayScreen({ kind }: { kind: WayKind }) {
  const { armoire, texts } = useSetting();
  const [opens, setOpens] = useState<boolean>();
  const [left, setLeft] = useState<number>();
  const task = useTask();

  const attempt = (secret: () => Promise<string>) => {
    setOpens(undefined);
    setLeft(undefined);
    task.run(async () => {
      try {
        setOpens(await armoire.testWay({ kind, secret: await secret() }));
      } catch (error) {
        const tries = triesLeft(error);
        if (tries === undefined) throw error;
        setLeft(tries);
        setOpens(false);
      }
    });
  };

  const mode = { task, attempt, answered: opens !== undefined };
  const bad = { words: texts.testWay.badWords, card: texts.testWay.badCard, pin: texts.testWay.badPin, passkey: texts.testWay.badPasskey }[kind];
  return (
    <Screen title={texts.testWay.title} say={texts.testWay.say} lockable>
      <p>{texts.testWay.lead}</p>
      <div role="status">{opens === true && <Note kind="ok">{texts.testWay.good}</Note>}</div>
      <Alert sentence={opens === false ? `${texts.testWay.bad} ${bad}` : undefined} />
      {left !== undefined && <p>{left === 0 ? texts.pin.goneTitle : texts.pin.left(left)}</p>}
      <Refusal error={task.error} />
      {kind === "words" && <TestWords {...mode} />}
      {kind === "card" && <TestCard {...mode} />}
      {kind === "pin" && <TestPin {...mode} />}
      {kind === "passkey" && <TestPasskey {...mode} />}
    </Screen>
  );
}

interface Mode {
  task: Task;
  attempt: (secret: () => Promise<string>) => void;
  answered: boolean;
}

function TestWords({ task, attempt }: Mode) {
  const { texts } = useSetting();
  const [words, setWords] = useState("");
  return (
    <Form
      id="test"
      onSubmit={() => {
        attempt(() => Promise.resolve(words));
      }}
    >
      <WordsField value={words} onInput={setWords} wrong={task.error !== undefined} />
      <Button kind="main" picture="check" submits busy={task.busy}>
        {texts.testWay.go}
      </Button>
    </Form>
  );
}

function TestCard({ task, attempt }: Mode) {
  const { texts } = useSetting();
  const card = useTypedCard((typed) => {
    attempt(() => Promise.resolve(typed));
  });
  return (
    <Form id="test" onSubmit={card.submit} gaps>
      <p>{texts.recover.lead}</p>
      <CardGroups card={card} error={task.error} />
      <GroupFaults card={card} />
      <Button kind="main" picture="check" submits busy={task.busy}>
        {texts.testWay.go}
      </Button>
    </Form>
  );
}

function TestPin({ task, attempt }: Mode) {
  const [typed, setTyped] = useState("");
  return (
    <PinPad
      typed={typed}
      busy={task.busy}
      onType={(digits) => {
        setTyped(digits.length === pinLength ? "" : digits);
        if (digits.length === pinLength) attempt(() => Promise.resolve(digits));
      }}
    />
  );
}

function TestPasskey({ task, attempt }: Mode) {
  const { armoire, texts } = useSetting();
  return (
    <Button
      kind="main"
      picture="finger"
      busy={task.busy}
      onClick={() => {
        attempt(async () => textOf(await usePasskey(await armoire.passkeyRequest())));
      }}
    >
      {texts.testWay.go}
    </Button>
  );
}

/** base64url, as the worker takes it. */
function textOf(bytes: ArrayBuffer): string {
  return btoa(String.fromCharCode(...new Uint8Array(bytes))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}
