import { ArmoireError, type Document, type Outgoing } from "../../bridge/bridge";
import { refusal } from "../../languages/refusal";
import { Meter } from "../components/meter";
import { Name } from "../components/name";
import { focusTitle } from "../focus";
import { otherShelf, shelfOf } from "../papers/shelves";
import { displayName } from "../papers/names";
import { Pictogram, type PictogramName } from "../pictograms/pictogram";
import { useSetting } from "../setting";
import { useInside } from "./inside";
import type { Keeping } from "./keeper";

/** A paper of the locker: its shelf's drawing, its name, and that it is sent, or how far its new version is. */
export function PaperRow({ paper, coming }: { paper: Document; coming?: Outgoing | undefined }) {
  const { texts, way } = useSetting();
  const { shelves } = useInside();
  const shelf = shelves.find(({ folder }) => folder?.id === paper.folder);
  return (
    <li>
      <button
        type="button"
        class="row"
        onClick={() => {
          way.go({ at: "paper", id: paper.id });
        }}
      >
        <Token name={shelf?.pictogram ?? otherShelf} />
        <span class="grow">
          <Name of={paper.name} />
          {coming === undefined ? (
            <span class="state ok">
              <Pictogram name="sent" /> {texts.state.sent}
            </span>
          ) : (
            <>
              <span class="second">{texts.state.version}</span>
              <OutgoingState paper={coming} />
            </>
          )}
        </span>
      </button>
    </li>
  );
}

/** A paper on its way: it opens from this device. Touching one that stopped tries again. What waits can be taken out. */
export function OutgoingRow({ paper }: { paper: Outgoing }) {
  const { armoire, texts, way } = useSetting();
  const { shelves } = useInside();
  const { id, name, step } = paper;
  const body = (
    <>
      <Token name={shelfOf(paper, shelves)?.pictogram ?? otherShelf} />
      <span class="grow">
        <Name of={name} />
        {paper.replaces && <span class="second">{texts.state.version}</span>}
        <OutgoingState paper={paper} />
      </span>
    </>
  );
  return (
    <li class="with-tool">
      <button
        type="button"
        class="row"
        onClick={() => {
          if (step === "stopped") void armoire.retry(id).catch(() => undefined);
          else way.go({ at: "paper", id });
        }}
      >
        {body}
      </button>
      {step !== "sending" && (
        <DropTool
          name={name}
          onClick={() => {
            way.go({ at: "giveUp", id });
          }}
        />
      )}
    </li>
  );
}

/** A paper that isn't sealed yet. */
export function KeepingRow({ paper }: { paper: Keeping }) {
  const { texts, keeper } = useSetting();
  const { key, name, shelf, step, error } = paper;
  const failed = step === "failed";
  const body = (
    <>
      <Token name={shelf.pictogram} />
      <span class="grow">
        <Name of={name} />
        {failed ? (
          <Stopped word={texts.state.notKept} error={error} />
        ) : (
          <span class="state">
            <Pictogram name={step === "waiting" ? "clock" : "lock"} /> {step === "waiting" ? texts.state.waiting : texts.state.sealing}
          </span>
        )}
      </span>
    </>
  );
  if (!failed) return <li class="row">{body}</li>;
  return (
    <li class="with-tool">
      <button
        type="button"
        class="row"
        onClick={() => {
          keeper.retry(key);
        }}
      >
        {body}
      </button>
      <DropTool
        name={name}
        onClick={() => {
          keeper.drop(key);
          focusTitle();
        }}
      />
      <p class="unseen" role="alert">
        {`${texts.state.notKept}. ${refusal(texts, error)}`}
      </p>
    </li>
  );
}

export function OutgoingState({ paper }: { paper: Outgoing }) {
  const { texts } = useSetting();
  const { step, durable, sent, total, code } = paper;
  switch (step) {
    case "kept":
      return durable ? (
        <span class="state wait">
          <Pictogram name="phone" /> {texts.state.kept}
        </span>
      ) : (
        <span class="state wait">
          <Pictogram name="clock" /> {texts.state.keptOpen}
        </span>
      );
    case "sending": {
      const percent = total > 0 ? Math.min(100, Math.floor((100 * sent) / total)) : 0;
      return (
        <span class="state">
          <Pictogram name="up" /> {texts.state.sending(percent)}
          <Meter label={texts.state.bar} percent={percent} />
        </span>
      );
    }
    case "stopped":
      return <Stopped word={texts.state.failed} error={new ArmoireError(code ?? "internal")} />;
  }
}

function Stopped({ word, error }: { word: string; error: unknown }) {
  const { texts } = useSetting();
  return (
    <>
      <span class="state stop">
        <Pictogram name="stop" /> {word}
      </span>
      <span class="second">{refusal(texts, error)}</span>
    </>
  );
}

function DropTool({ name, onClick }: { name: string; onClick: () => void }) {
  const { texts } = useSetting();
  return (
    <button type="button" class="tool" aria-label={texts.state.dropName(displayName(name))} onClick={onClick}>
      <Pictogram name="cross" />
      {texts.state.drop}
    </button>
  );
}

export function Token({ name }: { name: PictogramName }) {
  return (
    <span class="token">
      <Pictogram name={name} />
    </span>
  );
}
