import { Note } from "../components/note";
import { Screen } from "../components/screen";
import { useSetting } from "../setting";

/** What hiding doesn't hide, in plain words. */
export function LimitsScreen() {
  const { texts } = useSetting();
  const { limits } = texts;
  return (
    <Screen title={limits.title} say={limits.say} lockable>
      <Lines title={limits.here} lines={limits.hereLines} />
      <Lines title={limits.thief} lines={limits.thiefLines} />
      <Lines title={limits.strange} lines={limits.strangeLines} />
      <Note kind="wait">{limits.advice}</Note>
    </Screen>
  );
}

function Lines({ title, lines }: { title: string; lines: readonly string[] }) {
  return (
    <section class="section stack">
      <h2>{title}</h2>
      <ul class="lines">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  );
}
