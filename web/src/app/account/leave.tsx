import { Ask } from "../components/ask";
import { Note } from "../components/note";
import { forgetPreferences } from "../hide/preferences";
import { useInside } from "../locker/inside";
import { forgetShell } from "../shell";
import { useTask } from "../task";
import { useAccountSetting } from "./account-setting";

/** Signing out: what this device forgets, and what becomes of papers that aren't sent. */
export function LeaveScreen() {
  const { armoire, texts, close, remember } = useAccountSetting();
  const { leaving, keeping } = useInside();
  const task = useTask();
  const waiting = leaving.filter(({ durable }) => durable).length;
  const lost = leaving.length - waiting + keeping.length;

  return (
    <Ask
      title={texts.leave.title}
      say={texts.leave.say}
      no={texts.leave.stay}
      yes={texts.leave.go}
      picture="leave"
      busy={task.busy}
      error={task.error}
      onYes={() => {
        task.run(async () => {
          await armoire.signOut();
          await forgetShell();
          forgetPreferences();
          // The door doesn't first come with the handle that this device has just forgotten.
          await remember();
          close();
        });
      }}
    >
      <p>{texts.leave.why}</p>
      <p>{texts.leave.again}</p>
      {waiting > 0 && <Note kind="info">{texts.leave.waiting(waiting)}</Note>}
      {lost > 0 && <Note kind="stop">{texts.leave.lost(lost)}</Note>}
    </Ask>
  );
}
