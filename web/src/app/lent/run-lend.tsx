import { useMemo, useState } from "preact/hooks";
import type { LentContents, Right } from "../../bridge/bridge";
import { Button } from "../components/button";
import { Field } from "../components/field";
import { Loading } from "../components/loaded";
import { Screen } from "../components/screen";
import { beginOf, whyNoBegin, type ChosenBegin } from "../lend/begin";
import { BeginChoice } from "../lend/begin-choice";
import { useOthersSetting } from "../people/others-setting";
import { PeopleChoice } from "../people/people-choice";
import { useOthersLoaded } from "../people/use-others-loaded";
import type { Area } from "./area";
import { latestEnd, lendableOf, nodesOf, rightsOn, type Kind } from "./lending-on";
import { RunLendRead } from "./run-lend-read";
import { RunRight, RunWhat } from "./run-what";
import { UntilChoice, endOfTerm, type Term } from "./until";
import { Whose, ownerIn } from "./whose";

/** Longest purpose, in characters: whatever letters it has, it fits into 1,024 bytes. */
const longestPurpose = 300;

const terms: readonly Term[] = ["tonight", "week", "month", "quarter", "year"];

/** Whoever manages something there lends it on: with any right up to theirs, to somebody whom they know themselves, never longer than it was lent to them. */
export function RunLendScreen({ area, locker }: { area: Area; locker: LentContents }) {
  const { armoire, texts } = useOthersSetting();
  const { runLend } = texts;
  const now = useMemo(() => Date.now(), []);
  const people = useOthersLoaded(() => armoire.people());
  const [account, setAccount] = useState<string>();
  const [kind, setKind] = useState<Kind>("papers");
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [right, setRight] = useState<Right>("read");
  const [purpose, setPurpose] = useState("");
  const [chosenBegin, setBegin] = useState<ChosenBegin>({ begin: "now", firstDay: "" });
  const [term, setTerm] = useState<Term>("week");
  const [reads, setReads] = useState(false);

  const lendable = lendableOf(locker);
  const others = (people.value ?? []).filter((person) => person.account !== locker.from.account);
  const to = others.find((person) => person.account === account && person.trust !== "unverified");
  const isChosen = ({ id }: { id: string }) => chosen.includes(id);
  const what = { kind, papers: lendable.papers.filter(isChosen), folders: lendable.folders.filter(isChosen) };
  const last = latestEnd((area.loans.now ?? []).filter((loan) => loan.locker === locker.locker), what, locker.end);
  const start = beginOf(chosenBegin, now);
  const begin = start ?? now;
  const possible = [...terms.filter((one) => endOfTerm(one, begin) < last), "whole" as const];
  const until = possible.includes(term) ? term : "whole";
  const missing =
    to === undefined
      ? runLend.missingWho
      : kind !== "all" && nodesOf(what).length === 0
        ? kind === "papers"
          ? runLend.missingWhat
          : runLend.missingShelf
        : purpose.trim() === ""
          ? runLend.missingPurpose
          : whyNoBegin(chosenBegin, now) !== undefined || begin >= last
            ? texts.lendWhy.missingFirstDay
            : undefined;
  const owner = ownerIn(locker, texts);

  if (reads && to !== undefined && missing === undefined) {
    return (
      <RunLendRead
        key="read"
        locker={locker}
        lending={{ to, ...what, right: rightsOn(kind).includes(right) ? right : "read", purpose: purpose.trim(), ...(start !== undefined && { start }), end: endOfTerm(until, begin, last) }}
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
      <Loading of={people}>
        {() =>
          others.length === 0 ? (
            <p class="placeholder">{runLend.nobody}</p>
          ) : (
            <PeopleChoice legend={runLend.who} people={others} chosen={account === undefined ? [] : [account]} onChoose={setAccount} />
          )
        }
      </Loading>
      <RunWhat lendable={lendable} kind={kind} chosen={chosen} onKind={setKind} onChoose={setChosen} />
      <RunRight kind={kind} right={rightsOn(kind).includes(right) ? right : "read"} onChoose={setRight} />
      <Field label={runLend.purpose} hint={runLend.purposeHint} value={purpose} longest={longestPurpose} onInput={setPurpose} />
      <BeginChoice
        chosen={chosenBegin}
        now={now}
        latest={last}
        onChange={(part) => {
          setBegin((before) => ({ ...before, ...part }));
        }}
      />
      <UntilChoice
        legend={runLend.until}
        terms={possible}
        chosen={until}
        whole={last}
        words={{ whole: runLend.asLong, ...(start !== undefined && { tonight: texts.lendWhy.sameDay }) }}
        begin={begin}
        onChoose={setTerm}
      />
    </Screen>
  );
}
