import { useState } from "preact/hooks";
import type { Document } from "../../bridge/bridge";
import { Button } from "../components/button";
import { Field } from "../components/field";
import { Form } from "../components/form";
import { Alert, Refusal } from "../components/note";
import { Screen } from "../components/screen";
import { editableName, longestName, nameLength } from "../papers/names";
import { useSetting } from "../setting";
import { useTask } from "../task";
import { useInside } from "./inside";

/** Another name for a paper. */
export function RenameScreen({ paper }: { paper: Document }) {
  const { armoire, texts, way } = useSetting();
  const { refresh } = useInside();
  const [name, setName] = useState(editableName(paper.name));
  const task = useTask();
  const long = nameLength(name) > longestName;

  const rename = () => {
    if (long) return;
    task.run(async () => {
      if (name.trim() !== paper.name) {
        await armoire.rename(paper.id, name.trim());
        await refresh();
      }
      way.back();
    });
  };

  return (
    <Screen
      title={texts.rename.title}
      say={texts.rename.say}
      lockable
      foot={
        <Button kind="main" picture="check" submits form="rename" busy={task.busy}>
          {texts.rename.go}
        </Button>
      }
    >
      <Form id="rename" onSubmit={rename}>
        <Field label={texts.rename.name} value={name} onInput={setName} longest={longestName} wrong={long} />
      </Form>
      <Alert sentence={long ? texts.rename.long : undefined} />
      <Refusal error={task.error} />
    </Screen>
  );
}
