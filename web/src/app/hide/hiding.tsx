import { Box } from "../components/box";
import { Note } from "../components/note";
import { Screen } from "../components/screen";
import { WayRow } from "../components/way-row";
import { useSetting } from "../setting";
import { minutes } from "./preferences";

/** How the locker hides and closes, on this device. */
export function HidingScreen() {
  const { texts, preferences, prefer, remembered } = useSetting();
  const { hiding } = texts;
  return (
    <Screen title={hiding.title} say={hiding.say} lockable>
      <section class="section stack">
        <h2>{hiding.how}</h2>
        <ul class="lines">
          <li>{hiding.howButton}</li>
          <li>{hiding.howKey}</li>
          <li>{hiding.howBack}</li>
        </ul>
      </section>
      <fieldset class="field">
        <legend>{hiding.lock}</legend>
        <ul class="panel">
          {minutes.map((after) => (
            <li key={after}>
              <label class="row choice">
                <input
                  type="radio"
                  name="lock-after"
                  checked={preferences.lockAfter === after}
                  onChange={() => {
                    prefer({ ...preferences, lockAfter: after });
                  }}
                />
                <span class="grow name">{hiding.after[after]}</span>
              </label>
            </li>
          ))}
        </ul>
        <p class="second">{hiding.untouched}</p>
      </fieldset>
      <section class="section stack">
        <h2>{hiding.name}</h2>
        <Box
          label={hiding.discreet}
          why={hiding.discreetWhy}
          ticked={preferences.discreet !== undefined}
          onTick={(ticked) => {
            const { discreet, ...rest } = preferences;
            prefer(ticked ? { ...rest, discreet: texts.hidden.title } : rest);
          }}
        />
      </section>
      {remembered?.handle === undefined && <Note kind="info">{hiding.shared}</Note>}
      <Note kind="info">{hiding.notices}</Note>
      <ul class="panel">
        <WayRow picture="info" word={hiding.limits} why={hiding.limitsWhy} to={{ at: "limits" }} />
      </ul>
    </Screen>
  );
}
