import { chooserOpens } from "../attention";
import { WayRow } from "../components/way-row";
import { useSetting } from "../setting";
import { useInside } from "./inside";

/** Of the sheet of styles/print.css between its margins, in CSS pixels. */
const sheetWidth = 688;

/** Prints the paper that is shown; of a PDF, its page. Nothing is saved on the device for it. */
export function PrintRow() {
  const { texts } = useSetting();
  const { opened } = useInside();
  const isPdf = opened.step === "open" && opened.kind === "pdf";
  return (
    <ul class="panel">
      <WayRow
        picture="print"
        word={isPdf ? texts.paper.printPage : texts.paper.print}
        {...(isPdf && { why: texts.paper.printPageWhy })}
        onClick={() => {
          // On phones the system's own window covers the page meanwhile: that isn't leaving.
          chooserOpens();
          fitToSheet();
          print();
        }}
      />
    </ul>
  );
}

/** A frame was drawn as wide as the screen has it: it keeps that width on paper, and is made larger. */
function fitToSheet(): void {
  const width = document.querySelector(".paper > .pages")?.clientWidth ?? sheetWidth;
  const { style } = document.documentElement;
  style.setProperty("--print-width", `${width}px`);
  style.setProperty("--print-zoom", String(sheetWidth / width));
}
