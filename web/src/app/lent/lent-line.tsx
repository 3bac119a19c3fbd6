import type { LentEntry } from "../../bridge/bridge";
import { displayName } from "../papers/names";
import { Call } from "../people/call";
import { EntryLines } from "../people/entry-row";
import { Part } from "../people/helper";
import { useOthersSetting } from "../people/others-setting";
import { PersonRow } from "../people/person-row";
import { Pictogram } from "../pictograms/pictogram";
import { Coming } from "./coming";

/** One who helps somebody else, as that person's list has them. `entry`: absent until it was told, `null` where it can't be read. */
export function LentLine({ entry, owner }: { entry: LentEntry | null | undefined; owner: string }) {
  const { texts } = useOthersSetting();
  if (entry === undefined) return <Coming />;
  if (entry === null) return <p class="placeholder">{texts.loan.lineUnread}</p>;
  const { name, organisation, site, reach, kind, mine, confirmed } = entry;
  return (
    <>
      <p class="second">
        {texts.loan.line(owner)} {mine && texts.loan.lineMine}
      </p>
      <div class="panel">
        <PersonRow
          person={{ name, kind, ...(organisation !== undefined && { organisation }) }}
          second={<EntryLines entry={withoutOrganisation(entry)} />}
          end={!mine && <Call person={entry} />}
        />
        {site !== undefined && <Part title={texts.writeHelper.site}>{displayName(site)}</Part>}
        {reach !== undefined && <Part title={texts.helper.reach}>{displayName(reach)}</Part>}
        {!confirmed && (
          <p class="row state wait">
            <Pictogram name="warn" /> <span class="grow">{texts.loan.lineChanged}</span>
          </p>
        )}
      </div>
    </>
  );
}

/** The organisation stands above the lines already. */
function withoutOrganisation({ organisation: _, ...rest }: LentEntry): Omit<LentEntry, "organisation"> {
  return rest;
}
