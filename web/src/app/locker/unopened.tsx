import { isAltered } from "../../languages/refusal";
import { Button } from "../components/button";
import { Note, Refusal } from "../components/note";
import { useSetting } from "../setting";
import type { OpenedPaper } from "./opened";

/** A paper that didn't open: named when its bytes are not what was sealed, tried again otherwise. */
export function Unopened({ name, opened }: { name: string; opened: OpenedPaper & { step: "failed" } }) {
  const { texts } = useSetting();
  const altered = isAltered(opened.error);
  return (
    <>
      <Refusal error={opened.error} sentence={altered ? texts.paper.altered(name) : undefined} />
      {altered ? (
        <Note kind="info">{texts.paper.alteredMore}</Note>
      ) : (
        <Button picture="turn" onClick={opened.retry}>
          {texts.trouble.again}
        </Button>
      )}
    </>
  );
}
