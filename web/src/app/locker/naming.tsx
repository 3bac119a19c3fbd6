import { useState } from "preact/hooks";
import { Field } from "../components/field";
import { Alert, Refusal } from "../components/note";
import { longestName, nameLength } from "../papers/names";
import { useSetting } from "../setting";
import { useTask, type Task } from "../task";

/** A name that is being typed for something. */
export interface Naming {
  name: string;
  setName: (name: string) => void;
  /** Whether it is longer than a label takes. */
  long: boolean;
  task: Task;
  /** Gives the name, unless it is too long. */
  submit: () => void;
}

/** `give` gets the name without spaces around it. */
export function useNaming(before: string, give: (name: string) => Promise<void>): Naming {
  const [name, setName] = useState(before);
  const task = useTask();
  const long = nameLength(name) > longestName;
  const submit = () => {
    if (!long) task.run(() => give(name.trim()));
  };
  return { name, setName, long, task, submit };
}

export function NameField({ naming: { name, setName, long }, label, hint }: { naming: Naming; label: string; hint?: string }) {
  return <Field label={label} {...(hint !== undefined && { hint })} value={name} onInput={setName} longest={longestName} wrong={long} />;
}

/** Why a name wasn't given; or another refusal of the same screen. */
export function NameRefusal({ naming: { long, task }, other }: { naming: Naming; other?: unknown }) {
  const { texts } = useSetting();
  return (
    <>
      <Alert sentence={long ? texts.rename.long : undefined} />
      <Refusal error={task.error ?? other} />
    </>
  );
}
