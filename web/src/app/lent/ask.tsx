import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Person } from "../../bridge/bridge";
import { Button } from "../components/button";
import { Field } from "../components/field";
import { Form } from "../components/form";
import { Loading, useLoaded } from "../components/loaded";
import { Screen } from "../components/screen";
import { useInside } from "../locker/inside";
import { useOthersSetting } from "../people/others-setting";
import { PersonBody, PersonRow } from "../people/person-row";
import { OthersRefusal } from "../people/refusal";
import { Pictogram } from "../pictograms/pictogram";
import { useTask } from "../task";
import { UntilChoice, endOfTerm, type Term } from "./until";

/** Most papers in one request. */
const mostPapers = 20;

/** Longest name of a paper and longest purpose, in characters: whatever letters they have, they fit into 256 and 1,024 bytes. */
const longestName = 80;
const longestPurpose = 300;

const terms: readonly Term[] = ["week", "month", "quarter", "year"];

/** Asking somebody for papers: who, which, why, until when. They answer paper by paper. */
export function AskScreen({ to }: { to: string | undefined }) {
  const { armoire, texts, way } = useOthersSetting();
  const { tell } = useInside();
  const now = useMemo(() => Date.now(), []);
  const people = useLoaded(() => armoire.people());
  const [account, setAccount] = useState(to);
  const [papers, setPapers] = useState<readonly string[]>([""]);
  const [purpose, setPurpose] = useState("");
  const [term, setTerm] = useState<Term>("month");
  const task = useTask();
  const fields = useRef<HTMLFieldSetElement>(null);
  // The field to go on with after one came or went; the focus never falls back to the beginning of the page.
  const [next, setNext] = useState<{ place: number }>();

  useLayoutEffect(() => {
    if (next !== undefined) fields.current?.querySelectorAll("input")[next.place]?.focus();
  }, [next]);

  const person = people.value?.find((one) => one.account === account && one.reachable);
  const named = papers.map((paper) => paper.trim()).filter((paper) => paper !== "");
  const missing =
    person === undefined
      ? texts.ask.missingWho
      : named.length === 0
        ? texts.ask.missingPaper
        : purpose.trim() === ""
          ? texts.ask.missingPurpose
          : undefined;

  const send = () => {
    if (person === undefined || missing !== undefined) return;
    task.run(async () => {
      await armoire.ask({
        to: person.account,
        papers: named.map((name) => ({ name })),
        purpose: purpose.trim(),
        until: endOfTerm(term, now),
      });
      tell({ sentence: texts.ask.done });
      way.back();
    });
  };

  return (
    <Screen
      title={texts.ask.title}
      say={texts.ask.say}
      lockable
      foot={
        <Button kind="main" picture="up" submits form="ask" busy={task.busy} missing={missing} onClick={send}>
          {texts.ask.go(named.length)}
        </Button>
      }
    >
      <Loading of={people}>
        {(met) => <Whom people={met.filter(({ reachable }) => reachable)} chosen={person} onChoose={setAccount} />}
      </Loading>
      <Form id="ask" gaps onSubmit={send}>
        <fieldset class="field stack" ref={fields}>
          <legend>{texts.ask.papers}</legend>
          {papers.map((paper, place) => (
            <div class="with-tool" key={place}>
              <div class="grow">
                <Field
                  label={texts.ask.paper(place + 1)}
                  value={paper}
                  longest={longestName}
                  onInput={(value) => {
                    setPapers(papers.map((before, other) => (other === place ? value : before)));
                  }}
                />
              </div>
              {papers.length > 1 && (
                <button
                  type="button"
                  class="tool"
                  aria-label={texts.ask.remove(place + 1)}
                  onClick={() => {
                    setPapers(papers.filter((_, other) => other !== place));
                    setNext({ place: Math.max(0, place - 1) });
                  }}
                >
                  <Pictogram name="cross" />
                </button>
              )}
            </div>
          ))}
          {papers.length < mostPapers && (
            <Button
              small
              picture="plus"
              onClick={() => {
                setPapers([...papers, ""]);
                setNext({ place: papers.length });
              }}
            >
              {texts.ask.morePapers}
            </Button>
          )}
        </fieldset>
        <Field label={texts.ask.purpose} hint={texts.ask.purposeHint} value={purpose} longest={longestPurpose} onInput={setPurpose} />
        <UntilChoice legend={texts.ask.until} terms={terms} chosen={term} begin={now} onChoose={setTerm} />
      </Form>
      <p class="quiet">{texts.ask.decides}</p>
      <OthersRefusal error={task.error} />
    </Screen>
  );
}

interface WhomProps {
  people: readonly Person[];
  chosen: Person | undefined;
  onChoose: (account: string | undefined) => void;
}

/** To whom: one person with all that is known of them, or the list to choose from. */
function Whom({ people, chosen, onChoose }: WhomProps) {
  const { texts } = useOthersSetting();
  if (people.length === 0) return <p class="placeholder">{texts.ask.nobody}</p>;
  if (chosen !== undefined) {
    return (
      <div class="panel">
        <PersonRow
          person={chosen}
          end={
            people.length > 1 && (
              <Button
                small
                onClick={() => {
                  onChoose(undefined);
                }}
              >
                {texts.request.change}
              </Button>
            )
          }
        />
      </div>
    );
  }
  return (
    <section class="section">
      <h2>{texts.ask.who}</h2>
      <ul class="panel">
        {people.map((person) => (
          <li key={person.account}>
            <button
              type="button"
              class="row"
              onClick={() => {
                onChoose(person.account);
              }}
            >
              <PersonBody person={person} />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
