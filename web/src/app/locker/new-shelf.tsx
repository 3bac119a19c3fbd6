import { useState } from "preact/hooks";
import { Button } from "../components/button";
import { Form } from "../components/form";
import { RadioTiles } from "../components/radio-tiles";
import { Screen } from "../components/screen";
import { ownPictograms } from "../papers/shelves";
import { useSetting } from "../setting";
import { useInside } from "./inside";
import { NameField, NameRefusal, useNaming } from "./naming";

/** A shelf of one's own: a name and a drawing. */
export function NewShelfScreen() {
  const { armoire, texts, way } = useSetting();
  const { refresh, tell } = useInside();
  const [pictogram, setPictogram] = useState<(typeof ownPictograms)[number]>(ownPictograms[0]);
  const naming = useNaming("", async (name) => {
    await armoire.createFolder({ name, pictogram });
    await refresh();
    tell({ sentence: texts.newShelf.made });
    way.restart({ at: "home" });
  });

  return (
    <Screen
      title={texts.newShelf.title}
      say={texts.newShelf.say}
      lockable
      foot={
        <Button kind="main" picture="check" submits form="new-shelf" busy={naming.task.busy}>
          {texts.newShelf.go}
        </Button>
      }
    >
      <Form id="new-shelf" onSubmit={naming.submit}>
        <NameField naming={naming} label={texts.newShelf.name} />
        <RadioTiles
          legend={texts.newShelf.picture}
          options={ownPictograms}
          chosen={pictogram}
          words={texts.newShelf.pictures}
          pictureOf={(own) => own}
          onChoose={setPictogram}
        />
      </Form>
      <NameRefusal naming={naming} />
    </Screen>
  );
}
