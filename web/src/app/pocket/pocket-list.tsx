import type { PocketPaper } from "../../bridge/bridge";
import { Name } from "../components/name";
import { Screen } from "../components/screen";
import { longDay } from "../papers/dates";
import { Pictogram } from "../pictograms/pictogram";
import { useSetting } from "../setting";

/** What is in the pocket: one touch shows a paper large. */
export function PocketListScreen({ papers }: { papers: readonly PocketPaper[] }) {
  const { texts, language, way } = useSetting();
  const { pocket } = texts;
  return (
    <Screen title={pocket.title} say={pocket.listSay} lockable>
      <ul class="panel">
        {papers.map(({ id, name, kept, expires }) => (
          <li key={id}>
            <button
              type="button"
              class="row"
              onClick={() => {
                way.go({ at: "pocketPaper", id });
              }}
            >
              <span class="token">
                <Pictogram name="pocket" />
              </span>
              <span class="grow">
                <Name of={name} />
                {expires !== undefined && <span class="second block">{pocket.ends(longDay(Date.parse(expires), language.formats))}</span>}
                <span class="second block">{pocket.kept(longDay(kept, language.formats))}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </Screen>
  );
}
