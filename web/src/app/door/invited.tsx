import { Note } from "../components/note";
import { useSetting } from "../setting";

/** The page was opened by somebody's invitation: a locker comes first. */
export function InvitedNote() {
  const { texts, invited } = useSetting();
  return invited ? <Note kind="info">{texts.first.invited}</Note> : null;
}
