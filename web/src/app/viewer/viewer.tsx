import { useEffect, useState } from "preact/hooks";
import type { OpenedPaper } from "../locker/opened";
import { Note } from "../components/note";
import { isPicture, type Kind } from "../papers/kinds";
import { useSetting } from "../setting";
import { pdfPart } from "./part";
import { PictureView } from "./picture";
import type { PdfView } from "./pdf";

interface Props {
  /** As it is shown. */
  name: string;
  opened: OpenedPaper & { step: "open" };
  /** Fills the screen, and nothing else is on it. */
  large?: boolean;
  /** By a quarter to the right. */
  turned?: boolean;
  /** Whether the paper is shown. Otherwise a sentence or a question stands in its place; it can be saved all the same. */
  onShown: (shown: boolean) => void;
}

/** Whether papers of this kind are shown. Drawing a picture runs nothing; PDFs have a frame; anything else is saved only. */
export function isShown(kind: Kind): boolean {
  return isPicture(kind) || kind === "pdf";
}

/** A paper on the screen, or the sentence why it isn't. What is given here was verified whole. */
export function Viewer({ name, opened: { kind, blob, address }, large = false, turned = false, onShown }: Props) {
  const { texts } = useSetting();
  if (kind === "pdf") return <LazyPdf {...{ name, blob, large, turned, onShown }} />;
  if (isPicture(kind)) {
    return <PictureView {...{ name, kind, blob, address, large, turned, onShown }} />;
  }
  return <Note kind="info">{kind === "heic" ? texts.viewer.heic : texts.paper.notShown}</Note>;
}

/** The reader of PDFs comes when the first one is opened. */
function LazyPdf(props: Parameters<typeof PdfView>[0]) {
  const { texts } = useSetting();
  const [View, setView] = useState<{ is: typeof PdfView } | "away">();
  useEffect(() => {
    pdfPart().then(
      (loaded) => {
        setView({ is: loaded.PdfView });
      },
      () => {
        setView("away");
        props.onShown(false);
      },
    );
  }, []);
  if (View === undefined) {
    return (
      <p class="placeholder" role="status">
        {texts.viewer.opening}
      </p>
    );
  }
  if (View === "away") return <Note kind="wait">{texts.viewer.trouble.away}</Note>;
  return <View.is {...props} />;
}
