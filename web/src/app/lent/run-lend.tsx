import { useMemo, useState } from "preact/hooks";
import type { LentContents, LentPaper, Person } from "../../bridge/bridge";
import { Button } from "../components/button";
import { Field } from "../components/field";
import { Loading, useLoaded } from "../components/loaded";
import { Name } from "../components/name";
import { Screen } from "../components/screen";
import { displayName } from "../papers/names";
import { fold } from "../papers/search";
import { useOthersSetting } from "../people/others-setting";
import { PersonBody } from "../people/person-row";
import { Pictogram } from "../pictograms/pictogram";
import { RunLendRead } from "./run-lend-read";
import { UntilChoice, endOfTerm, type Term } from "./until";
import { Whose, ownerIn } from "./whose";

/** Longest purpose, in characters: whatever letters it has, it fits into 1,024 bytes. */
const longestPurpose = 300;

/** Papers that are listed before more is searched for. */
const firstPapers = 20;

const terms: readonly Term[] = ["tonight", "week", "month", "quarter"];

/** What was chosen so far. */
export interface Lending {
  to: Person;
  papers: readonly LentPaper[];
  purpose: string;
  end: number;
}

/** Whoever runs a locker lends papers of it on: to be seen, to somebody whom they know themselves, never longer than they run it. */
export function RunLendScreen({ locker }: { locker: LentContents }) {
  const { armoire, texts } = useOthersSetting();
  const { runLend } = texts;
  const now = useMemo(() => Date.now(), []);
  const people = useLoaded(() => armoire.people());
  const [account, setAccount] = useState<string>();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [purpose, setPurpose] = useState("");
  const possible = terms.filter((term) => endOfTerm(term, now) <= locker.end);
  const [term, setTerm] = useState<Term>(possible.includes("week") ? "week" : (possible[0] ?? "whole"));
  const [reads, setReads] = useState(false);

  const others = (people.value ?? []).filter((person) => person.trust !== "unverified" && person.account !== locker.from.account);
  const to = others.find((person) => person.account === account);
  const papers = locker.papers.filter(({ id, trashed }) => trashed === undefined && chosen.includes(id));
  const missing = to === undefined ? runLend.missingWho : papers.length === 0 ? runLend.missingWhat : purpose.trim() === "" ? runLend.missingPurpose : undefined;
  const owner = ownerIn(locker, texts);

  if (reads && to !== undefined && missing === undefined) {
    return (
      <RunLendRead
        key="read"
        locker={locker}
        lending={{ to, papers, purpose: purpose.trim(), end: endOfTerm(term, now, locker.end) }}
        onNo={() => {
          setReads(false);
        }}
      />
    );
  }
  return (
    <Screen
      key="choose"
      title={runLend.title(owner)}
      say={runLend.say(owner)}
      lockable
      foot={
        <Button
          kind="main"
          picture="next"
          missing={missing}
          onClick={() => {
            setReads(true);
          }}
        >
          {runLend.go}
        </Button>
      }
    >
      <Whose of={locker} />
      <Loading of={people}>{() => <Whom people={others} chosen={account} onChoose={setAccount} />}</Loading>
      <Papers papers={locker.papers.filter(({ trashed }) => trashed === undefined)} chosen={chosen} onChoose={setChosen} />
      <Field label={runLend.purpose} hint={runLend.purposeHint} value={purpose} longest={longestPurpose} onInput={setPurpose} />
      <UntilChoice legend={runLend.until} terms={possible.length > 0 ? possible : ["whole"]} chosen={term} whole={locker.end} now={now} onChoose={setTerm} />
    </Screen>
  );
}

function Whom({ people, chosen, onChoose }: { people: readonly Person[]; chosen: string | undefined; onChoose: (account: string) => void }) {
  const { texts } = useOthersSetting();
  if (people.length === 0) return <p class="placeholder">{texts.runLend.nobody}</p>;
  return (
    <fieldset class="field">
      <legend>{texts.runLend.who}</legend>
      <div class="panel">
        {people.map((person) => (
          <label key={person.account} class="row choice">
            <input
              type="radio"
              name="whom"
              checked={person.account === chosen}
              onChange={() => {
                onChoose(person.account);
              }}
            />
            <PersonBody person={person} />
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function Papers({ papers, chosen, onChoose }: { papers: readonly LentPaper[]; chosen: readonly string[]; onChoose: (papers: readonly string[]) => void }) {
  const { texts } = useOthersSetting();
  const [asked, setAsked] = useState("");
  const found = asked.trim() === "" ? papers : papers.filter(({ name }) => fold(name).includes(fold(asked)));
  const shown = papers.filter((paper) => chosen.includes(paper.id) || found.slice(0, firstPapers).includes(paper));
  return (
    <fieldset class="field stack">
      <legend>{texts.runLend.what}</legend>
      {papers.length > firstPapers && <Field label={texts.runLend.find} value={asked} longest={80} onInput={setAsked} />}
      {papers.length === 0 && <p class="placeholder">{texts.runLend.none}</p>}
      {shown.length > 0 && (
        <div class="panel">
          {shown.map(({ id, name, type, folder }) => (
            <label key={id} class="row choice">
              <input
                type="checkbox"
                checked={chosen.includes(id)}
                onChange={() => {
                  onChoose(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id]);
                }}
              />
              <Pictogram name={type.startsWith("image/") ? "picture" : "sheet"} />
              <span class="grow">
                <Name of={name} />
                {folder !== undefined && (
                  <span class="second block">
                    <bdi>{displayName(folder)}</bdi>
                  </span>
                )}
              </span>
            </label>
          ))}
        </div>
      )}
    </fieldset>
  );
}
