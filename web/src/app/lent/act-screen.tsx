import type { ComponentChildren } from "preact";
import type { LentContents } from "../../bridge/bridge";
import { NoYes } from "../components/no-yes";
import { Note } from "../components/note";
import { Screen } from "../components/screen";
import { useOthersSetting } from "../people/others-setting";
import { OthersRefusal } from "../people/refusal";
import type { PictogramName } from "../pictograms/pictogram";
import type { Task } from "../task";
import { Whose, ownerIn } from "./whose";

interface Props {
  locker: LentContents;
  title: string;
  /** What is about to be done, in one sentence. */
  what: string;
  yes: string;
  picture: PictogramName;
  /** Where it takes something away, nothing is honey. */
  plain?: boolean;
  /** What is missing before it can be done. */
  missing?: string | undefined;
  task: Task;
  onYes: () => void;
  /** Where no is something else than going back. */
  onNo?: () => void;
  children?: ComponentChildren;
}

/** Something is about to be written into somebody's locker: whose it is, what is done and who sees that come first, no and yes of one size. */
export function ActScreen({ locker, title, what, yes, picture, plain = false, missing, task, onYes, onNo, children }: Props) {
  const { texts, way } = useOthersSetting();
  const seen = texts.acting.seen(ownerIn(locker, texts));
  return (
    <Screen
      title={title}
      say={`${what} ${seen}`}
      lockable
      foot={
        <NoYes
          no={texts.acting.no}
          onNo={onNo ?? way.back}
          yes={yes}
          yesPicture={picture}
          kind={plain ? "second" : "main"}
          busy={task.busy}
          missing={missing}
          onYes={onYes}
        />
      }
    >
      <Whose of={locker} />
      <Note kind="info">
        <b>{what}</b>
        <br />
        {seen}
      </Note>
      {children}
      <OthersRefusal error={task.error} />
    </Screen>
  );
}
