import { useMemo, useState } from "preact/hooks";
import { Button } from "../components/button";
import { Field } from "../components/field";
import { useLoaded } from "../components/loaded";
import { Note } from "../components/note";
import { RadioTiles } from "../components/radio-tiles";
import { Screen } from "../components/screen";
import { Some } from "../components/some";
import { Steps } from "../components/steps";
import { Tick } from "../components/tick";
import { useInside } from "../locker/inside";
import { useOthersSetting } from "../people/others-setting";
import { displayName } from "../papers/names";
import { find, indexOf, longestQuestion } from "../papers/search";
import { countsOf, newestFirst, otherShelf } from "../papers/shelves";
import { Pictogram, type PictogramName } from "../pictograms/pictogram";
import { nodesOf, rightOf, rightsFor, useLending, type Draft, type LentRight } from "./draft";
import type { LendStart } from "./place";
import { useCount } from "./words";

/** Papers that are shown before a field to search in is worth its place. */
const many = 8;

const kinds = ["papers", "shelves", "all"] as const;
const kindPictures: Record<Draft["what"], PictogramName> = { papers: "sheet", shelves: "drawer", all: "armoire" };

/** Second question: papers one by one, a shelf with what comes into it, or everything; and what may be done with it. */
export function LendWhatScreen({ start }: { start: LendStart | undefined }) {
  const { texts, way } = useOthersSetting();
  const { lend, lendWhat } = texts;
  const { draft, change } = useLending(start);
  const what = useCount(draft);
  const name = useNameOf(draft.to);

  return (
    <Screen
      title={lendWhat.title}
      say={lendWhat.say}
      lockable
      foot={
        <Button
          kind="main"
          picture="next"
          missing={nodesOf(draft) !== undefined ? undefined : draft.what === "papers" ? lendWhat.missing : lendWhat.missingShelf}
          onClick={() => {
            way.go({ at: "others", show: "lendWhy" });
          }}
        >
          {what === undefined ? lend.next : lendWhat.go(what)}
        </Button>
      }
    >
      <Steps done={2} of={4} />
      <p class="state">
        <Pictogram name="people/person" /> {lendWhat.to(name)}
      </p>
      <RadioTiles
        legend={lendWhat.kind}
        legendLook="unseen"
        look="drawers three"
        options={kinds}
        chosen={draft.what}
        words={lendWhat}
        pictureOf={(kind) => kindPictures[kind]}
        onChoose={(what) => {
          change({ what });
        }}
      />
      {draft.what === "papers" && <Papers draft={draft} onChange={change} />}
      {draft.what === "shelves" && <Shelves draft={draft} onChange={change} />}
      {draft.what === "all" && (
        <Note kind="wait">
          {lendWhat.everything} {lendWhat.not}
        </Note>
      )}
      <Rights draft={draft} onChange={change} />
    </Screen>
  );
}

interface ChoiceProps {
  draft: Draft;
  onChange: (answer: Partial<Draft>) => void;
}

function Papers({ draft, onChange }: ChoiceProps) {
  const { texts, way } = useOthersSetting();
  const { lendWhat } = texts;
  const { contents, shelves } = useInside();
  const [asked, setAsked] = useState("");
  const papers = useMemo(() => newestFirst(contents.documents.filter(({ trashed }) => trashed === undefined)), [contents]);
  const index = useMemo(() => indexOf(papers, shelves), [papers, shelves]);
  // What is chosen stays in sight, whatever is searched.
  const found = asked.trim() === "" ? papers : papers.filter((paper) => draft.papers.includes(paper.id) || find(asked, index).includes(paper));

  if (papers.length === 0) {
    return (
      <>
        <p class="placeholder">{lendWhat.none}</p>
        <Button
          small
          picture="plus"
          onClick={() => {
            way.go({ at: "add" });
          }}
        >
          {lendWhat.add}
        </Button>
      </>
    );
  }
  return (
    <>
      {papers.length > many && <Field label={lendWhat.find} value={asked} onInput={setAsked} longest={longestQuestion} />}
      <fieldset class="field">
        <legend class="unseen">{lendWhat.papers}</legend>
        <Some
          items={found}
          row={({ id, name, folder }) => (
            <Tick
              key={id}
              name={name}
              picture={shelves.find((shelf) => shelf.folder?.id === folder)?.pictogram ?? otherShelf}
              ticked={draft.papers.includes(id)}
              onTick={() => {
                onChange({ papers: turned(draft.papers, id) });
              }}
            />
          )}
        />
      </fieldset>
    </>
  );
}

function Shelves({ draft, onChange }: ChoiceProps) {
  const { texts } = useOthersSetting();
  const { lendWhat } = texts;
  const { contents, shelves } = useInside();
  const counts = useMemo(() => countsOf(shelves, contents), [shelves, contents]);
  const made = shelves.flatMap(({ folder, ...shelf }) => (folder === undefined ? [] : [{ ...shelf, folder }]));
  if (made.length === 0) return <p class="placeholder">{lendWhat.noShelf}</p>;
  return (
    <>
      <fieldset class="field">
        <legend class="unseen">{lendWhat.shelves}</legend>
        <ul class="panel">
          {made.map(({ key, name, pictogram, folder }) => (
            <Tick
              key={key}
              name={name}
              picture={pictogram}
              second={texts.home.counted(counts.get(key) ?? 0)}
              ticked={draft.shelves.includes(folder.id)}
              onTick={() => {
                onChange({ shelves: turned(draft.shelves, folder.id) });
              }}
            />
          ))}
        </ul>
      </fieldset>
      <Note kind="wait">{lendWhat.later}</Note>
    </>
  );
}

function Rights({ draft, onChange }: ChoiceProps) {
  const { texts } = useOthersSetting();
  const { lendWhat } = texts;
  const words: Record<LentRight, string> = { ...lendWhat.rights, ...lendWhat.rightsOf[draft.what] };
  const why: Record<LentRight, string> = { ...lendWhat.rightsWhy, ...lendWhat.rightsWhyOf[draft.what] };
  const chosen = rightOf(draft);
  return (
    <fieldset class="field">
      <legend>{lendWhat.may}</legend>
      <ul class="panel">
        {rightsFor(draft).map((right) => (
          <li key={right}>
            <label class="row choice">
              <span class="grow">
                <span class="name ours">{words[right]}</span>
                <span class="second block">{why[right]}</span>
              </span>
              <input
                type="radio"
                name="right"
                value={right}
                checked={right === chosen}
                onChange={() => {
                  onChange({ right });
                }}
              />
            </label>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}

function turned(list: readonly string[], one: string): readonly string[] {
  return list.includes(one) ? list.filter((other) => other !== one) : [...list, one];
}

/** Of the person who was chosen, once it is told. */
function useNameOf(account: string | undefined): string {
  const { armoire } = useOthersSetting();
  const { value } = useLoaded(() => armoire.people());
  return displayName(value?.find((person) => person.account === account)?.name ?? "…");
}
