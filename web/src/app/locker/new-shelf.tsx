import { useState } from "preact/hooks";
import { Button } from "../components/button";
import { Field } from "../components/field";
import { Form } from "../components/form";
import { Alert, Refusal } from "../components/note";
import { Screen } from "../components/screen";
import { longestName, nameLength } from "../papers/names";
import { ownPictograms } from "../papers/shelves";
import { Pictogram } from "../pictograms/pictogram";
import { useSetting } from "../setting";
import { useTask } from "../task";
import { useInside } from "./inside";

/** A shelf of one's own: a name and a drawing. */
export function NewShelfScreen() {
  const { armoire, texts, way } = useSetting();
  const { refresh, tell } = useInside();
  const [name, setName] = useState("");
  const [pictogram, setPictogram] = useState<(typeof ownPictograms)[number]>(ownPictograms[0]);
  const task = useTask();
  const long = nameLength(name) > longestName;

  const make = () => {
    if (long) return;
    task.run(async () => {
      await armoire.createFolder({ name: name.trim(), pictogram });
      await refresh();
      tell({ sentence: texts.newShelf.made });
      way.restart({ at: "home" });
    });
  };

  return (
    <Screen
      title={texts.newShelf.title}
      say={texts.newShelf.say}
      lockable
      foot={
        <Button kind="main" picture="check" submits form="new-shelf" busy={task.busy}>
          {texts.newShelf.go}
        </Button>
      }
    >
      <Form id="new-shelf" onSubmit={make}>
        <Field label={texts.newShelf.name} value={name} onInput={setName} longest={longestName} wrong={long} />
        <fieldset class="field">
          <legend>{texts.newShelf.picture}</legend>
          <ul class="shelf">
            {ownPictograms.map((own) => (
              <li key={own} class={own === pictogram ? "chosen" : undefined}>
                <label>
                  <input
                    type="radio"
                    name="pictogram"
                    value={own}
                    checked={own === pictogram}
                    onChange={() => {
                      setPictogram(own);
                    }}
                  />
                  <Pictogram name={own} />
                  <span>{texts.newShelf.pictures[own]}</span>
                </label>
              </li>
            ))}
          </ul>
        </fieldset>
      </Form>
      <Alert sentence={long ? texts.rename.long : undefined} />
      <Refusal error={task.error} />
    </Screen>
  );
}
