import type { Document } from "../../bridge/bridge";
import { Button } from "../components/button";
import { Form } from "../components/form";
import { Screen } from "../components/screen";
import { editableName } from "../papers/names";
import { useSetting } from "../setting";
import { useInside } from "./inside";
import { NameField, NameRefusal, useNaming } from "./naming";

/** Another name for a paper. */
export function RenameScreen({ paper }: { paper: Document }) {
  const { armoire, texts, way } = useSetting();
  const { refresh } = useInside();
  const naming = useNaming(editableName(paper.name), async (name) => {
    if (name !== paper.name) {
      await armoire.rename(paper.id, name);
      await refresh();
    }
    way.back();
  });

  return (
    <Screen
      title={texts.rename.title}
      say={texts.rename.say}
      lockable
      foot={
        <Button kind="main" picture="check" submits form="rename" busy={naming.task.busy}>
          {texts.rename.go}
        </Button>
      }
    >
      <Form id="rename" onSubmit={naming.submit}>
        <NameField naming={naming} label={texts.rename.name} />
      </Form>
      <NameRefusal naming={naming} />
    </Screen>
  );
}
