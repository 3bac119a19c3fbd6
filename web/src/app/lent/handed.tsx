import { Loading } from "../components/loaded";
import { Name } from "../components/name";
import { shortDay } from "../papers/dates";
import { displayName } from "../papers/names";
import { useOthersSetting } from "../people/others-setting";
import { useOthersLoaded } from "../people/use-others-loaded";
import { Pictogram } from "../pictograms/pictogram";

/** What I have handed in, and to whom. Whether it was accepted only its holder knows. */
export function HandedPart() {
  const { armoire, texts, language } = useOthersSetting();
  const handed = useOthersLoaded(() => armoire.handed());
  return (
    <section class="section">
      <h2>{texts.asked.hands}</h2>
      <Loading of={handed}>
        {(all) =>
          all.length === 0 ? (
            <p class="placeholder">{texts.asked.noneHanded}</p>
          ) : (
            <ul class="panel">
              {all.map(({ id, to, name, time }) => (
                <li key={id} class="row">
                  <span class="token">
                    <Pictogram name="people/deposit" />
                  </span>
                  <span class="grow">
                    <Name of={name} />
                    <span class="second block">
                      <bdi>{to.name === undefined ? texts.lent.unknown : displayName(to.name)}</bdi> · {texts.asked.handed(shortDay(time, language.formats))}
                    </span>
                  </span>
                </li>
              ))}
            </ul>
          )
        }
      </Loading>
      <p class="quiet">{texts.asked.theirs}</p>
    </section>
  );
}
