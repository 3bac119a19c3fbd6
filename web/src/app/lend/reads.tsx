import { Loading } from "../components/loaded";
import { Screen } from "../components/screen";
import { Some } from "../components/some";
import { hour, longDay } from "../papers/dates";
import { displayName } from "../papers/names";
import { Pictogram } from "../pictograms/pictogram";
import { apart } from "../../languages/apart";
import { useOthersSetting } from "../people/others-setting";
import { called } from "../people/person-row";
import { useOthersLoaded } from "../people/use-others-loaded";

/** Who opened what, as the service wrote it down: its word, and no proof. */
export function ReadsScreen() {
  const { armoire, texts, language } = useOthersSetting();
  const { reads, trust } = texts;
  const loaded = useOthersLoaded(() => armoire.reads());
  return (
    <Screen title={reads.title} say={reads.say} lockable>
      <Loading of={loaded}>
        {(all) =>
          all.length === 0 ? (
            <p class="placeholder">{reads.none}</p>
          ) : (
            <Some
              items={all}
              row={({ who, name, time }) => {
                const whom = who.name === undefined ? trust.nobody : apart(called(who, trust.nobody));
                return (
                  <li class="row" key={`${who.account} ${String(time)} ${name ?? ""}`}>
                    <span class="token">
                      <Pictogram name="eye" />
                    </span>
                    <span class="grow">
                      <span class="said">{name === undefined ? reads.gone(whom) : reads.one(whom, displayName(name))}</span>
                      <span class="second signed">
                        {longDay(time, language.formats)}, {hour(time, language.formats)} · <Pictogram name="globe" /> {reads.service}
                      </span>
                    </span>
                  </li>
                );
              }}
            />
          )
        }
      </Loading>
    </Screen>
  );
}
