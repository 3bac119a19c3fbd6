import { useState } from "preact/hooks";
import { ArmoireError, type PocketPaper } from "../../bridge/bridge";
import { Button } from "../components/button";
import { Form } from "../components/form";
import { Refusal } from "../components/note";
import { Screen } from "../components/screen";
import { Doors } from "../door/hero";
import { useSetting } from "../setting";
import { useTask } from "../task";
import { CodeField, shortest, useShownCode } from "./code-field";

/** Closed: the pocket's code, and no name of anything. */
export function PocketCodeScreen({ onOpen }: { onOpen: (papers: readonly PocketPaper[]) => void }) {
  const { armoire, texts } = useSetting();
  const [code, setCode] = useState("");
  const { shown, box } = useShownCode();
  const task = useTask();
  const { pocket } = texts;

  const open = () => {
    if (code.length < shortest) {
      task.refuse(new ArmoireError("digits"));
      return;
    }
    task.run(async () => {
      try {
        onOpen(await armoire.pocketOpen(code));
      } catch (error) {
        setCode("");
        throw error;
      }
    });
  };

  return (
    <Screen title={pocket.openTitle} say={pocket.openSay} look="shut" picture={<Doors />}>
      <Form id="pocket-code" onSubmit={open}>
        <CodeField label={pocket.codeKnown} value={code} onInput={setCode} wrong={task.error !== undefined} shown={shown} />
        {box}
        <Refusal error={task.error} />
        <Button kind="main" picture="pocket" submits busy={task.busy}>
          {pocket.openGo}
        </Button>
      </Form>
      <p class="second">{pocket.forgot}</p>
    </Screen>
  );
}
