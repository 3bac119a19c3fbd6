import { useState } from "preact/hooks";
import type { Entry, Introduction } from "../../bridge/bridge";
import { Button } from "../components/button";
import { Field } from "../components/field";
import { Form } from "../components/form";
import { Loading, useLoaded } from "../components/loaded";
import { Alert } from "../components/note";
import { RadioTiles } from "../components/radio-tiles";
import { Screen } from "../components/screen";
import { useInside } from "../locker/inside";
import { displayName } from "../papers/names";
import { Pictogram } from "../pictograms/pictogram";
import { useTask } from "../task";
import { DateField } from "./date-field";
import { fieldDay, timeOfDay } from "./days";
import { longest, useTyped } from "./introduction";
import { useOthersSetting } from "./others-setting";
import type { PeoplePlace } from "./place";
import { OthersRefusal } from "./refusal";

interface Begun {
  entry?: Entry;
  account?: string;
  words?: Introduction;
}

/** Somebody is written on the list: who was met, who is typed in, or one who stands there already. */
export function WriteHelperScreen({ place: { account, words, id } }: { place: Extract<PeoplePlace, { show: "writeHelper" }> }) {
  const { armoire, texts } = useOthersSetting();
  const loaded = useLoaded<Begun>(async () => {
    if (id !== undefined) {
      const entry = (await armoire.entries()).find((one) => one.id === id);
      return entry === undefined ? {} : { entry, words: entry, ...(entry.account !== undefined && { account: entry.account }) };
    }
    if (account === undefined) return words === undefined ? {} : { words };
    const person = (await armoire.people()).find((one) => one.account === account);
    return person === undefined ? {} : { account, words: person };
  });
  if (loaded.value !== undefined) return <WriteHelper begun={loaded.value} />;
  return (
    <Screen title={texts.writeHelper.title} say={texts.writeHelper.say} lockable>
      <Loading of={loaded}>{() => null}</Loading>
    </Screen>
  );
}

function WriteHelper({ begun: { entry, account, words } }: { begun: Begun }) {
  const { armoire, texts, way } = useOthersSetting();
  const { writeHelper } = texts;
  const { tell } = useInside();
  const typed = useTyped(words && onlyWords(words));
  const [kind, setKind] = useState<Entry["kind"]>(entry?.kind ?? "person");
  const [day, setDay] = useState(fieldDay(entry?.since ?? Date.now()));
  const [missing, setMissing] = useState(false);
  const task = useTask();
  const title = entry === undefined ? writeHelper.title : writeHelper.change;
  const field = (key: keyof Introduction) => ({
    value: typed.words[key],
    onInput: (text: string) => {
      typed.type(key, text);
    },
  });

  const keep = () => {
    const { given } = typed;
    setMissing(given === undefined);
    if (given === undefined) return;
    task.run(async () => {
      await armoire.saveEntry({
        ...given,
        kind,
        since: sinceOf(day, entry),
        ...(account !== undefined && { account }),
        ...(entry !== undefined && { id: entry.id }),
        ...(entry?.until !== undefined && { until: entry.until }),
      });
      tell({ sentence: writeHelper.done(displayName(given.name)) });
      if (entry === undefined) way.restart({ at: "home" }, { at: "others", show: "helpers" });
      else way.back();
    });
  };

  return (
    <Screen
      key="write"
      title={title}
      say={writeHelper.say}
      lockable
      foot={
        <Button kind="main" picture="check" submits form="helper" busy={task.busy}>
          {writeHelper.go}
        </Button>
      }
    >
      <Form id="helper" gaps onSubmit={keep}>
        <Field label={writeHelper.name} longest={longest.name} {...field("name")} />
        <RadioTiles
          legend={writeHelper.kind}
          look="drawers plain"
          options={["person", "team"]}
          chosen={kind}
          words={writeHelper}
          pictureOf={(one) => (one === "team" ? "people" : "people/person")}
          onChoose={setKind}
        />
        <Field label={writeHelper.organisation} longest={longest.name} {...field("organisation")} />
        <Field label={writeHelper.site} longest={longest.name} {...field("site")} />
        <Field label={writeHelper.mission} longest={longest.words} {...field("mission")} />
        <Field label={writeHelper.reach} longest={longest.words} {...field("reach")} />
        <DateField label={kind === "team" ? writeHelper.met : writeHelper.since} day={day} last={fieldDay(Date.now())} onDay={setDay} />
      </Form>
      <p class="state">
        <Pictogram name="hide" /> {writeHelper.hidden}
      </p>
      <Alert sentence={missing ? writeHelper.missing : undefined} />
      <OthersRefusal error={task.error} />
    </Screen>
  );
}

/** The day that stands in the field; the very time where it wasn't changed. */
function sinceOf(day: string, entry: Entry | undefined): number {
  if (entry !== undefined && day === fieldDay(entry.since)) return entry.since;
  return timeOfDay(day) ?? entry?.since ?? Date.now();
}

function onlyWords({ name, organisation, site, mission, reach }: Introduction): Introduction {
  return {
    name,
    ...(organisation !== undefined && { organisation }),
    ...(site !== undefined && { site }),
    ...(mission !== undefined && { mission }),
    ...(reach !== undefined && { reach }),
  };
}
