import type { Entry } from "../../bridge/bridge";
import type { LanguageEntry } from "../../languages";
import type { OthersTexts } from "../../languages/texts";
import { Name } from "../components/name";
import { displayName } from "../papers/names";
import { Pictogram } from "../pictograms/pictogram";
import { Call } from "./call";
import { dayWithYear, monthOf } from "./days";
import { useOthersSetting } from "./others-setting";
import { personPicture } from "./person-row";
import { PersonToken, TrustState } from "./trust";

/** Somebody of the list who helps now: touched, they open; beside it the telephone. */
export function EntryRow({ entry }: { entry: Entry }) {
  const { texts, way } = useOthersSetting();
  const { id, name, trust, shownTo } = entry;
  return (
    <div class="with-tool">
      <button
        type="button"
        class="row"
        onClick={() => {
          way.go({ at: "others", show: "helper", id });
        }}
      >
        <PersonToken picture={personPicture(entry)} />
        <span class="grow">
          <Name of={name} />
          <EntryLines entry={entry} />
          {trust !== undefined && <TrustState trust={trust} />}
          <span class="state">
            <Pictogram name={shownTo.length === 0 ? "hide" : "eye"} />{" "}
            {shownTo.length === 0 ? texts.helpers.hidden : texts.helpers.shown(shownTo.length)}
          </span>
        </span>
      </button>
      <Call person={entry} />
    </div>
  );
}

/** Service, what they do, and since when. */
export function EntryLines({ entry }: { entry: Pick<Entry, "organisation" | "mission" | "kind" | "since" | "until"> }) {
  const { texts, language } = useOthersSetting();
  const { organisation, mission } = entry;
  return (
    <>
      {organisation !== undefined && <Line text={organisation} />}
      {mission !== undefined && <Line text={mission} />}
      <span class="second block">{whenHelped(entry, texts, language)}</span>
    </>
  );
}

/** "depuis mars 2024", from when until when, or the day on which a team was met, whether it still helps or not. */
export function whenHelped({ kind, since, until }: Pick<Entry, "kind" | "since" | "until">, { helpers }: OthersTexts, { formats }: LanguageEntry): string {
  if (kind === "team") return helpers.metOn(dayWithYear(since, formats));
  const from = monthOf(since, formats);
  if (until === undefined) return helpers.since(from);
  const to = monthOf(until, formats);
  return to === from ? to : helpers.between(from, to);
}

function Line({ text }: { text: string }) {
  return (
    <span class="second block said">
      <bdi>{displayName(text)}</bdi>
    </span>
  );
}
