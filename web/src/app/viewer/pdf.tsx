import { useEffect, useRef, useState } from "preact/hooks";
import { Button } from "../components/button";
import { Field } from "../components/field";
import { Form } from "../components/form";
import { Alert, Note } from "../components/note";
import { useSetting } from "../setting";
import { LONGEST_PASSWORD, type Key } from "./messages";
import { PdfFrame, type Trouble } from "./pdf-frame";
import { ViewTools } from "./tools";
import { farthest, farther, nearer } from "./zoom";

interface Props {
  name: string;
  blob: Blob;
  /** Fills the screen, and can be looked at nearer. */
  large: boolean;
  /** By a quarter to the right. */
  turned: boolean;
  onShown: (shown: boolean) => void;
}

/** A PDF, one page at a time, in a frame of its own. Its password is asked for here, and goes nowhere but into the frame. */
export function PdfView({ name, blob, large, turned, onShown }: Props) {
  const { texts } = useSetting();
  const place = useRef<HTMLDivElement>(null);
  const frame = useRef<PdfFrame | undefined>(undefined);
  const [trouble, setTrouble] = useState<Trouble>();
  const [asks, setAsks] = useState<"password" | "again">();
  const [pages, setPages] = useState(0);
  const [page, setPage] = useState(1);
  const [zoom, setZoom] = useState(farthest);
  const [shown, setShown] = useState<{ page: number; partial: boolean }>();
  const [height, setHeight] = useState<number>();

  const onKey = useRef<(key: Key) => void>(() => undefined);
  onKey.current = (key) => {
    if (key === "next") setPage((at) => Math.min(pages, at + 1));
    else if (key === "previous") setPage((at) => Math.max(1, at - 1));
    else if (large) setZoom(key === "nearer" ? nearer : farther);
  };

  useEffect(() => {
    if (place.current === null) return undefined;
    const opened = PdfFrame.open(place.current, texts.viewer.frame(name), () => blob.arrayBuffer(), {
      onOpened: (count) => {
        setAsks(undefined);
        setPages(count);
      },
      onShown: (sheet) => {
        setShown(sheet);
        onShown(true);
        setHeight((before) => (before === undefined || sheet.width <= (place.current?.clientWidth ?? 0) ? sheet.height : before));
      },
      onPassword: (wrong) => {
        setAsks(wrong ? "again" : "password");
        onShown(false);
      },
      onKey: (key) => {
        onKey.current(key);
      },
      onTrouble: (why) => {
        setTrouble(why);
        onShown(false);
      },
    });
    frame.current = opened;
    return () => {
      opened.close();
    };
    // A frame lives as long as its paper is shown; the language of its title may change meanwhile.
  }, [blob]);

  useEffect(() => {
    if (pages > 0) frame.current?.show({ page, zoom, turned });
  }, [pages, page, zoom, turned]);

  if (trouble !== undefined) {
    return (
      <div role="alert">
        <Note kind="wait">{texts.viewer.trouble[trouble]}</Note>
      </div>
    );
  }
  return (
    <>
      {pages === 0 && asks === undefined && (
        <p class="placeholder" role="status">
          {texts.viewer.opening}
        </p>
      )}
      {asks !== undefined && (
        <Password
          wrong={asks === "again"}
          onPassword={(password) => {
            setAsks(undefined);
            frame.current?.tryPassword(password);
          }}
        />
      )}
      {pages > 0 && (
        <ViewTools
          page={page}
          pages={pages}
          zoom={zoom}
          onPage={setPage}
          onZoom={large ? setZoom : undefined}
          said={shown && texts.viewer.page(shown.page, pages)}
        />
      )}
      <div
        ref={place}
        class={pages === 0 ? "pages waiting" : "pages"}
        style={height === undefined ? undefined : { blockSize: `min(${height}px, 70vh)` }}
      />
      {shown?.partial === true && <Note kind="wait">{texts.viewer.partial}</Note>}
    </>
  );
}

function Password({ wrong, onPassword }: { wrong: boolean; onPassword: (password: string) => void }) {
  const { texts } = useSetting();
  const [typed, setTyped] = useState("");
  return (
    <Form
      id="password"
      onSubmit={() => {
        onPassword(typed);
      }}
    >
      <Note kind="info">{texts.viewer.locked}</Note>
      <Field label={texts.viewer.password} hint={texts.viewer.passwordStays} value={typed} onInput={setTyped} longest={LONGEST_PASSWORD} wrong={wrong} />
      <Alert sentence={wrong ? texts.viewer.wrong : undefined} />
      <Button submits picture="key">
        {texts.viewer.unlock}
      </Button>
    </Form>
  );
}
