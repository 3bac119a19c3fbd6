import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { Introduction } from "../../bridge/bridge";
import { Button } from "../components/button";
import { Form } from "../components/form";
import { Loading, useLoaded } from "../components/loaded";
import { Alert } from "../components/note";
import { Screen } from "../components/screen";
import { useInside } from "../locker/inside";
import { useTask } from "../task";
import { IntroductionFields, useTyped } from "./introduction";
import { useOthersSetting } from "./others-setting";
import { OthersRefusal } from "./refusal";

/** What others see of oneself; changed, it holds for those who are met from now on. */
export function IntroduceScreen() {
  const { armoire, texts, way } = useOthersSetting();
  const { tell } = useInside();
  const loaded = useLoaded(async () => ({ mine: await armoire.introduction() }));
  if (loaded.value === undefined) return <Waiting of={loaded} />;
  return (
    <IntroduceForm
      first={loaded.value.mine}
      onDone={() => {
        tell({ sentence: texts.introduce.done });
        way.back();
      }}
    />
  );
}

/** Shows what needs one's introduction once it was given: the first time, it is asked for right there. */
export function Introduced({ children }: { children: (mine: Introduction) => ComponentChildren }) {
  const { armoire } = useOthersSetting();
  const loaded = useLoaded(async () => ({ mine: await armoire.introduction() }));
  const [given, setGiven] = useState<Introduction>();
  const mine = given ?? loaded.value?.mine;
  if (mine !== undefined) return <>{children(mine)}</>;
  if (loaded.value === undefined) return <Waiting of={loaded} />;
  return <IntroduceForm first={undefined} onDone={setGiven} />;
}

/** Whoever has introduced themselves already isn't asked to for a moment. */
function Waiting<T>({ of }: { of: ReturnType<typeof useLoaded<T>> }) {
  const { texts } = useOthersSetting();
  return (
    <Screen key="waiting" title={texts.wait} say={texts.wait} lockable>
      <Loading of={of}>{() => null}</Loading>
    </Screen>
  );
}

function IntroduceForm({ first, onDone }: { first: Introduction | undefined; onDone: (mine: Introduction) => void }) {
  const { armoire, texts } = useOthersSetting();
  const { introduce } = texts;
  const typed = useTyped(first);
  const task = useTask();
  const [missing, setMissing] = useState(false);

  const keep = () => {
    const { given } = typed;
    setMissing(given === undefined);
    if (given === undefined) return;
    task.run(async () => {
      await armoire.introduce(given);
      onDone(given);
    });
  };

  return (
    <Screen
      key="introduce"
      title={introduce.title}
      say={introduce.say}
      lockable
      foot={
        <Button kind="main" picture="check" submits form="introduce" busy={task.busy}>
          {introduce.go}
        </Button>
      }
    >
      <p>{introduce.lead}</p>
      <Form id="introduce" gaps onSubmit={keep}>
        <IntroductionFields typed={typed} />
      </Form>
      <Alert sentence={missing ? texts.writeHelper.missing : undefined} />
      <OthersRefusal error={task.error} />
    </Screen>
  );
}
