import { useEffect, useState } from "preact/hooks";
import { ArmoireError } from "../../bridge/bridge";
import { Button } from "../components/button";
import { Field } from "../components/field";
import { Form } from "../components/form";
import { Refusal } from "../components/note";
import { Screen } from "../components/screen";
import { Steps } from "../components/steps";
import { useSetting } from "../setting";
import { useTask } from "../task";
import { DeviceBox, DeviceNotes } from "./device";
import { latin } from "./latin";

/** Step 1: a name, from which the handle is made; then the locker exists. */
export function CreateScreen() {
  const { armoire, texts, language, server, device, welcome } = useSetting();
  const [name, setName] = useState("");
  const [code, setCode] = useState("");
  const [turn, setTurn] = useState(0);
  const suggestion = useHandle(name, turn);
  const task = useTask();
  const needsCode = server?.signUp === "code";

  const create = () => {
    task.run(async () => {
      const handle = suggestion ?? (await armoire.prepareHandle(latin(name)));
      try {
        const keys = await armoire.createLocker({
          handle,
          language: language.words,
          device,
          ...(needsCode && { code: code.trim() }),
        });
        welcome({ keys, why: "created" });
      } catch (error) {
        // The next try must not ask for the same name again.
        if (error instanceof ArmoireError && error.code === "handle_taken") setTurn((before) => before + 1);
        throw error;
      }
    });
  };

  return (
    <Screen
      title={texts.create.title}
      say={texts.create.say}
      foot={
        <Button kind="main" picture="key" submits form="create" busy={task.busy}>
          {texts.create.go}
        </Button>
      }
    >
      <Steps done={1} />
      <p>{texts.create.say}</p>
      <DeviceNotes />
      <Form id="create" onSubmit={create}>
        <Field label={texts.create.name} value={name} onInput={setName} longest={64} />
        {suggestion !== undefined && (
          <div class="suggestion">
            <p>
              <span class="second">{texts.create.handle}</span>
              <br />
              <bdi class="handle" dir="ltr">
                {suggestion}
              </bdi>
            </p>
            <Button
              small
              picture="turn"
              onClick={() => {
                setTurn(turn + 1);
              }}
            >
              {texts.create.other}
            </Button>
          </div>
        )}
        {needsCode && <Field label={texts.create.code} value={code} onInput={setCode} longest={256} latin />}
        <DeviceBox />
      </Form>
      <Refusal error={task.error} />
    </Screen>
  );
}

/** A handle for a name, asked for once typing pauses; another one for each turn. */
function useHandle(name: string, turn: number): string | undefined {
  const { armoire } = useSetting();
  const [suggestion, setSuggestion] = useState<{ name: string; handle: string }>();

  useEffect(() => {
    if (name.trim() === "") return undefined;
    let wanted = true;
    const pause = setTimeout(() => {
      armoire.prepareHandle(latin(name)).then(
        (handle) => {
          if (wanted) setSuggestion({ name, handle });
        },
        () => {
          // Creating asks again, and says why it can't be.
          if (wanted) setSuggestion(undefined);
        },
      );
    }, 300);
    return () => {
      wanted = false;
      clearTimeout(pause);
    };
  }, [armoire, name, turn]);

  return suggestion?.name === name ? suggestion.handle : undefined;
}
