import type { Grantee, HandedIn, Letter } from "../../bridge/bridge";
import type { OthersTexts } from "../../languages/texts";
import { Button } from "../components/button";
import { Screen } from "../components/screen";
import { NewsNote } from "../locker/news";
import { hour, longDay } from "../papers/dates";
import { displayName } from "../papers/names";
import { useOthersSetting } from "../people/others-setting";
import { OthersRefusal } from "../people/refusal";
import { TrustState } from "../people/trust";
import { Pictogram, type PictogramName } from "../pictograms/pictogram";
import type { InsidePlace } from "../way";
import { WayRow } from "../components/way-row";
import { InvitationRows, useInvitations } from "../meeting/waiting";
import { calledIn, capital } from "../lent/called";
import { Whose, ownerIn } from "../lent/whose";
import type { Waiting } from "./waiting-area";

/** What waits for the holder: papers brought, papers asked for, proposals, answers; the newest first. */
export function WaitingScreen({ waiting }: { waiting: Waiting }) {
  const { texts } = useOthersSetting();
  const { known, locker } = waiting;
  const owner = locker && ownerIn(locker, texts);
  const invited = useInvitations(locker === undefined);
  const rows = known === undefined ? [] : [...known.inbox.map(paperRow(texts, locker?.locker)), ...known.letters.map(letterRow(texts))].sort((one, other) => other.time - one.time);
  return (
    <Screen
      title={owner === undefined ? texts.waiting.title : texts.run.waiting(owner)}
      say={owner === undefined ? texts.waiting.say : texts.runWaiting.say(owner)}
      lockable
    >
      {locker !== undefined && <Whose of={locker} />}
      <NewsNote />
      {known === undefined && waiting.error === undefined && (
        <p class="placeholder" role="status">
          {texts.wait}
        </p>
      )}
      <OthersRefusal error={waiting.error} />
      {waiting.error !== undefined && (
        <Button picture="turn" busy={waiting.busy} onClick={waiting.load}>
          {texts.trouble.again}
        </Button>
      )}
      {known !== undefined && rows.length + invited.length === 0 && <p class="placeholder">{locker === undefined ? texts.waiting.none : texts.runWaiting.none}</p>}
      <InvitationRows invited={invited} />
      {rows.length > 0 && (
        <ul class="panel">
          {rows.map((row) => (
            <WaitingRow key={row.id} row={row} />
          ))}
        </ul>
      )}
      {locker === undefined && (
        <ul class="panel">
          <WayRow picture="people/block" word={texts.blocking.title} why={texts.blocking.rowWhy} to={{ at: "others", show: "blocked" }} />
        </ul>
      )}
    </Screen>
  );
}

interface Row {
  id: string;
  picture: PictogramName;
  sentence: string;
  /** The paper's name. */
  name?: string;
  from: Grantee;
  time: number;
  to: InsidePlace;
}

function WaitingRow({ row }: { row: Row }) {
  const { texts, language, way } = useOthersSetting();
  return (
    <li>
      <button
        type="button"
        class="row"
        onClick={() => {
          way.go(row.to);
        }}
      >
        <span class="token">
          <Pictogram name={row.picture} />
        </span>
        <span class="grow">
          <span class="name ours">{row.sentence}</span>
          {row.name !== undefined && (
            <span class="said">
              <bdi>{displayName(row.name)}</bdi>
            </span>
          )}
          <span class="second block">{texts.waiting.on(longDay(row.time, language.formats), hour(row.time, language.formats))}</span>
          <TrustState trust={row.from.trust} />
        </span>
        <Pictogram name="next" flips />
      </button>
    </li>
  );
}

function paperRow(texts: OthersTexts, of: string | undefined): (paper: HandedIn) => Row {
  return ({ id, from, name, time }) => ({
    id: `paper ${id}`,
    picture: "people/deposit",
    sentence: capital(texts.waiting.brought(calledIn(from, texts.lent.unknown))),
    name,
    from,
    time,
    to: { at: "others", show: "waitingPaper", deposit: id, ...(of !== undefined && { of }) },
  });
}

function letterRow(texts: OthersTexts): (letter: Letter) => Row {
  return (letter) => {
    const [picture, sentence] = lineOf(letter, texts);
    return {
      id: `letter ${letter.id}`,
      picture,
      sentence: capital(sentence),
      from: letter.from,
      time: letter.time,
      to: { at: "others", show: "letter", letter: letter.id },
    };
  };
}

function lineOf({ from, content }: Letter, texts: OthersTexts): [PictogramName, string] {
  const name = calledIn(from, texts.lent.unknown);
  switch (content.kind) {
    case "ask":
      return ["people/inbox", texts.waiting.asks(name, content.papers.length)];
    case "answer":
      return ["letter", texts.waiting.answered(name)];
    case "propose":
      if (content.what === "entry") return ["people/person", texts.waiting.proposesEntry(name)];
      return ["people/person", content.by === "holder" ? texts.waiting.asksReferent(name) : texts.waiting.proposesReferent(name)];
    case "accept":
      return ["check", texts.waiting.accepted(name)];
    case "decline":
      return ["cross", texts.waiting.declined(name)];
    case "end":
      return ["leave", texts.waiting.ends(name)];
  }
}
