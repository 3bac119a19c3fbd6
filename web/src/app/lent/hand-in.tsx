import { useEffect, useRef, useState } from "preact/hooks";
import type { Person } from "../../bridge/bridge";
import { holdAttention } from "../attention";
import { Button } from "../components/button";
import { FileButton } from "../components/file-button";
import { Meter } from "../components/meter";
import { Note } from "../components/note";
import { useDeparture } from "../departure";
import { ChosenPaper } from "../locker/chosen";
import { dropPreviews, look, type Choice } from "../papers/choice";
import { mediaType } from "../papers/kinds";
import { displayName } from "../papers/names";
import { useOthersSetting } from "../people/others-setting";
import { OthersRefusal } from "../people/refusal";
import { Pictogram } from "../pictograms/pictogram";
import { useTask } from "../task";
import { calledIn } from "./called";

/** Hands a file in to somebody: chosen, looked at, sent; then it waits for their decision. */
export function HandIn({ to }: { to: Person }) {
  const { armoire, texts } = useOthersSetting();
  const [choice, setChoice] = useState<Choice>();
  const [percent, setPercent] = useState<number>();
  const [done, setDone] = useState<string>();
  const task = useTask();
  const lastKey = useRef(0);
  const held = useRef(choice);
  held.current = choice;
  const name = calledIn(to, texts.lent.unknown);

  const take = (files: readonly File[]) => {
    const [file] = files;
    if (file === undefined || task.busy) return;
    lastKey.current += 1;
    void look(lastKey.current, file, file.name).then((next) => {
      if (held.current !== undefined) dropPreviews([held.current]);
      setDone(undefined);
      task.refuse(undefined);
      setChoice(next);
    });
  };

  useEffect(
    () => () => {
      if (held.current !== undefined) dropPreviews([held.current]);
    },
    [],
  );
  useDeparture(task.busy);
  useEffect(() => (task.busy ? holdAttention() : undefined), [task.busy]);

  const send = () => {
    if (choice === undefined) return;
    setPercent(0);
    task.run(async () => {
      try {
        const bytes = await choice.file.arrayBuffer();
        const type = mediaType(choice.kind);
        await armoire.handIn(to.account, { name: choice.name, type, bytes }, (sent, total) => {
          setPercent(total > 0 ? Math.min(100, Math.floor((100 * sent) / total)) : 0);
        });
        dropPreviews([choice]);
        setChoice(undefined);
        setDone(choice.name);
      } finally {
        setPercent(undefined);
      }
    });
  };

  return (
    <section
      class="drop stack"
      aria-label={texts.handIn.for(name)}
      onDragOver={(drag) => {
        drag.preventDefault();
      }}
      onDrop={(drop) => {
        drop.preventDefault();
        take([...(drop.dataTransfer?.files ?? [])]);
      }}
    >
      <div class="row">
        <Pictogram name="people/deposit" />
        <span class="grow">
          <span class="name ours">{texts.handIn.for(name)}</span>
          <span class="second block">{texts.handIn.lead(name)}</span>
        </span>
      </div>
      <div role="status">
        {done !== undefined && (
          <Note kind="ok">
            <b>
              <bdi>{displayName(done)}</bdi>
            </b>
            {" · "}
            {texts.handIn.done} {texts.handIn.next(name)} {texts.handIn.blind}
          </Note>
        )}
      </div>
      {choice === undefined && (
        <FileButton kind={done === undefined ? "main" : "second"} picture="people/deposit" single onFiles={take}>
          {done === undefined ? texts.handIn.choose : texts.handIn.again}
        </FileButton>
      )}
      {choice !== undefined && (
        <>
          <ul class="previews">
            <ChosenPaper choice={choice} />
          </ul>
          <OthersRefusal error={task.error} />
          {percent !== undefined && (
            <p class="state">
              <Pictogram name="up" /> {texts.handIn.sending(percent)}
              <Meter label={texts.handIn.bar} percent={percent} />
            </p>
          )}
          {choice.refused === undefined && (
            <Button kind="main" picture="people/deposit" busy={task.busy} onClick={send}>
              {texts.handIn.go}
            </Button>
          )}
          {!task.busy && (
            <FileButton small picture="turn" single onFiles={take}>
              {texts.handIn.other}
            </FileButton>
          )}
        </>
      )}
    </section>
  );
}
