import type { Document } from "../../bridge/bridge";
import { refusal } from "../../languages/refusal";
import { Name } from "../components/name";
import { Pictogram, type PictogramName } from "../pictograms/pictogram";
import { useSetting } from "../setting";
import { useInside } from "./inside";
import type { Upload } from "./uploads";

/** A paper of the locker: its shelf's drawing, its name, and that it is sent. */
export function PaperRow({ paper, otherwise }: { paper: Document; otherwise: PictogramName }) {
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
        <span class="token">
          <Pictogram name={shelf?.pictogram ?? otherwise} />
        </span>
        <span class="grow">
          <Name of={paper.name} />
          <span class="state ok">
            <Pictogram name="sent" /> {texts.state.sent}
          </span>
        </span>
      </button>
    </li>
  );
}

/** A paper on its way. One that didn't leave is a button: touching it tries again. */
export function UploadRow({ upload }: { upload: Upload }) {
  const { texts } = useSetting();
  const { shelves, retry } = useInside();
  const pictogram = shelves.find(({ key }) => key === upload.shelf)?.pictogram ?? "sheet";
  const body = (
    <>
      <span class="token">
        <Pictogram name={pictogram} />
      </span>
      <span class="grow">
        <Name of={upload.name} />
        <UploadState upload={upload} />
      </span>
    </>
  );
  if (upload.step !== "failed") return <li class="row">{body}</li>;
  return (
    <li>
      <button
        type="button"
        class="row"
        onClick={() => {
          retry(upload.key);
        }}
      >
        {body}
      </button>
      <p class="unseen" role="alert">
        {`${texts.state.failed}. ${refusal(texts, upload.error)}`}
      </p>
    </li>
  );
}

function UploadState({ upload }: { upload: Upload }) {
  const { texts } = useSetting();
  switch (upload.step) {
    case "waiting":
      return (
        <span class="state">
          <Pictogram name="clock" /> {texts.state.waiting}
        </span>
      );
    case "sealing":
      return (
        <span class="state">
          <Pictogram name="lock" /> {texts.state.sealing}
        </span>
      );
    case "sending":
      return (
        <span class="state">
          <Pictogram name="up" /> {texts.state.sending(upload.percent)}
          <span
            class="meter"
            role="progressbar"
            aria-label={texts.state.bar}
            aria-valuenow={upload.percent}
            aria-valuemin={0}
            aria-valuemax={100}
          >
            <span style={{ inlineSize: `${upload.percent}%` }} />
          </span>
        </span>
      );
    case "failed":
      return (
        <>
          <span class="state stop">
            <Pictogram name="stop" /> {texts.state.failed}
          </span>
          <span class="second">{refusal(texts, upload.error)}</span>
        </>
      );
  }
}
