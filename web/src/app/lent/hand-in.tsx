import type { Person } from "../../bridge/bridge";
import { Button } from "../components/button";
import { FileButton } from "../components/file-button";
import { Meter } from "../components/meter";
import { Note } from "../components/note";
import { ChosenPaper } from "../locker/chosen";
import { displayName } from "../papers/names";
import { useOthersSetting } from "../people/others-setting";
import { OthersRefusal } from "../people/refusal";
import { Pictogram } from "../pictograms/pictogram";
import { calledIn } from "./called";
import { useHanding } from "./handing";

/** Hands a file in to somebody: chosen, looked at, sent; then it waits for their decision. */
export function HandIn({ to }: { to: Person }) {
  const { texts } = useOthersSetting();
  const { choice, percent, done, busy, error, take, send } = useHanding(to.account);
  const name = calledIn(to, texts.lent.unknown);

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
          <OthersRefusal error={error} />
          {percent !== undefined && (
            <p class="state">
              <Pictogram name="up" /> {texts.handIn.sending(percent)}
              <Meter label={texts.handIn.bar} percent={percent} />
            </p>
          )}
          {choice.refused === undefined && (
            <Button kind="main" picture="people/deposit" busy={busy} onClick={send}>
              {texts.handIn.go}
            </Button>
          )}
          {!busy && (
            <FileButton small picture="turn" single onFiles={take}>
              {texts.handIn.other}
            </FileButton>
          )}
        </>
      )}
    </section>
  );
}
