import { languages } from "../../languages";
import { Pictogram } from "../pictograms/pictogram";
import { useSetting } from "../setting";

/** Each language by its own name. */
export function Languages() {
  const { texts, language, speak } = useSetting();
  return (
    <section aria-label={texts.first.languages}>
      <ul class="shelf languages">
        {languages.map(({ tag, name, direction }) => {
          const chosen = tag === language.tag;
          return (
            <li key={tag} class={chosen ? "language chosen" : "language"}>
              <button
                type="button"
                lang={tag}
                dir={direction}
                aria-pressed={chosen}
                onClick={() => {
                  speak(tag);
                }}
              >
                {chosen && <Pictogram name="check" />} {name}
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
