import type { LentPaper, Loan } from "../../bridge/bridge";
import { Button } from "../components/button";
import { Name } from "../components/name";
import { Note } from "../components/note";
import { Some } from "../components/some";
import { WayRow } from "../components/way-row";
import { OthersRefusal } from "../people/refusal";
import { hour, longDay, shortDay } from "../papers/dates";
import { displayName } from "../papers/names";
import { useOthersSetting } from "../people/others-setting";
import { Pictogram } from "../pictograms/pictogram";
import type { Area } from "./area";
import { calledIn, theirWords } from "./called";
import { Coming } from "./coming";
import { HandIn } from "./hand-in";
import { LentLine } from "./lent-line";
import { OnTheirWay } from "./on-their-way";
import { mayAdd } from "./rights";
import { RunRows } from "./run-rows";
import { ownerIn } from "./whose";
import { sharesOf, whatOf, type Lender, type Share } from "./lenders";

/** What one person lends: in a sentence, paper by paper; then a paper for them, and asking for another. */
export function LoanDetail({ area, lender, beside = false }: { area: Area; lender: Lender; beside?: boolean }) {
  const { texts, way } = useOthersSetting();
  const { person, locker, loans } = lender;
  const acts = mayAdd(loans);
  const owner = ownerIn({ from: person, ...(lender.by && { by: lender.by }) }, texts);
  const errors = [...area.papers.errors, ...area.entries.errors];
  const isLeft = person.account === lender.by?.account;
  return (
    <>
      <OnTheirWay locker={locker} onArrival={area.papers.load} />
      <RunRows locker={locker} loans={loans} owner={owner} />
      {sharesOf(lender.loans).map((share) => (
        <ShareBox key={share.key} area={area} share={share} owner={owner} beside={beside} />
      ))}
      {errors.map((error, place) => (
        <OthersRefusal key={place} error={error} />
      ))}
      {errors.length > 0 && (
        <Button
          small
          picture="turn"
          onClick={() => {
            area.papers.load();
            area.entries.load();
          }}
        >
          {texts.trouble.again}
        </Button>
      )}
      <Note kind="info">
        {hasPapers(loans) && texts.loan.written} {texts.loan.closed}
      </Note>
      {person.reachable ? (
        <>
          {acts ? (
            <Button
              kind="plain"
              picture="people/deposit"
              onClick={() => {
                way.go({ at: "others", show: "handIn", to: person.account });
              }}
            >
              {texts.lentAdd.deposit}
            </Button>
          ) : (
            <HandIn key={locker} to={person} />
          )}
          <Button
            kind="plain"
            picture="up"
            onClick={() => {
              way.go({ at: "others", show: "ask", to: person.account });
            }}
          >
            {hasPapers(loans) ? texts.asked.more : texts.asked.go}
          </Button>
        </>
      ) : (
        <p class="quiet">{texts.handIn.unreachable}</p>
      )}
      <ul class="panel">
        <WayRow picture="people/take" word={texts.giveBack.row} why={texts.giveBack.rowWhy} to={{ at: "others", show: "giveBack", of: locker }} />
        {!isLeft && (
          <WayRow
            picture="leave"
            word={texts.leaving.rowOne(calledIn(person, texts.lent.unknown))}
            why={texts.leaving.rowOneWhy}
            to={{ at: "others", show: "leaving", of: locker }}
          />
        )}
      </ul>
    </>
  );
}

/** The thing to do where papers may be added. */
export function AddButton({ of }: { of: string }) {
  const { texts, way } = useOthersSetting();
  return (
    <Button
      kind="main"
      picture="camera"
      onClick={() => {
        way.go({ at: "others", show: "lentAdd", of });
      }}
    >
      {texts.lentAdd.go}
    </Button>
  );
}

/** A line of a list is read here: there is nothing to open, to save or to print. */
function hasPapers(loans: readonly Loan[]): boolean {
  return loans.some(({ on }) => on !== "entry");
}

function ShareBox({ area, share, owner, beside }: { area: Area; share: Share; owner: string; beside: boolean }) {
  const { texts, language } = useOthersSetting();
  const what = whatOf(share.loans, texts);
  // Papers that were lent one by one stand in one list.
  const single = share.loans.filter(({ on }) => on === "paper").map(({ grant }) => area.papers.of(grant));
  const [day, time] = [longDay(share.end, language.formats), hour(share.end, language.formats)];
  return (
    <section class="stack">
      <p class="terms">
        {share.purpose === undefined ? texts.loan.sentence(what, day, time) : texts.loan.sentenceFor(what, theirWords(share.purpose), day, time)}
      </p>
      {hasPapers(share.loans) && <p class="second">{texts.loan.rights[share.right]}</p>}
      <PaperList papers={single.flatMap((list) => list ?? [])} />
      {single.includes(undefined) && <Coming />}
      {share.loans
        .filter(({ on }) => on === "shelf" || on === "locker")
        .map(({ grant }) => (
          <FolderPapers key={grant} papers={area.papers.of(grant)} beside={beside} />
        ))}
      {share.loans
        .filter(({ on }) => on === "entry")
        .map(({ grant }) => (
          <LentLine key={grant} entry={area.entries.of(grant)} owner={owner} />
        ))}
    </section>
  );
}

/** Of a shelf or a locker, shelf by shelf. */
function FolderPapers({ papers, beside }: { papers: readonly LentPaper[] | undefined; beside: boolean }) {
  const { texts } = useOthersSetting();
  if (papers === undefined) return <Coming />;
  if (papers.length === 0) return <p class="placeholder">{texts.loan.none}</p>;
  // Beside the list the person's name is a heading, too.
  const Heading = beside ? "h3" : "h2";
  const folders = [...new Set(papers.map(({ folder }) => folder))];
  return (
    <>
      {folders.map((folder) => (
        <section class="section" key={folder ?? ""}>
          {folder !== undefined && (
            <Heading class="legend">
              <bdi>{displayName(folder)}</bdi>
            </Heading>
          )}
          <PaperList papers={papers.filter((paper) => paper.folder === folder)} />
        </section>
      ))}
    </>
  );
}

function PaperList({ papers }: { papers: readonly LentPaper[] }) {
  if (papers.length === 0) return null;
  return <Some items={papers} row={(paper) => <LentPaperRow key={`${paper.grant} ${paper.id}`} paper={paper} />} />;
}

function LentPaperRow({ paper }: { paper: LentPaper }) {
  const { texts, language, way } = useOthersSetting();
  return (
    <li class="row">
      <span class="token">
        <Pictogram name={paper.type.startsWith("image/") ? "picture" : "sheet"} />
      </span>
      <span class="grow">
        <Name of={paper.name} />
        <span class="second block">{texts.loan.added(shortDay(paper.added, language.formats))}</span>
        <Confirmed paper={paper} />
      </span>
      <Button
        small
        label={texts.loan.openName(displayName(paper.name))}
        onClick={() => {
          way.go({ at: "others", show: "lentPaper", grant: paper.grant, paper: paper.id });
        }}
      >
        {texts.loan.open}
      </Button>
    </li>
  );
}

/** Whether whoever lends it vouches for its newest state. `whole` says by whom, too. */
export function Confirmed({ paper: { confirmed }, whole = false }: { paper: LentPaper; whole?: boolean }) {
  const { texts } = useOthersSetting();
  const { loan } = texts;
  const word = whole ? (confirmed ? loan.confirmedBy : loan.unconfirmedBy) : confirmed ? loan.confirmed : loan.unconfirmed;
  return (
    <span class={`state ${confirmed ? "ok" : "wait"}`}>
      <Pictogram name={confirmed ? "check" : "warn"} /> {word}
    </span>
  );
}
