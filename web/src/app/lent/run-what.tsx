import { useState } from "preact/hooks";
import type { LentFolder, LentPaper, Right } from "../../bridge/bridge";
import { Field } from "../components/field";
import { Name } from "../components/name";
import { Note } from "../components/note";
import { RadioTiles } from "../components/radio-tiles";
import { displayName } from "../papers/names";
import { fold } from "../papers/search";
import { useOthersSetting } from "../people/others-setting";
import { Pictogram, type PictogramName } from "../pictograms/pictogram";
import { rightsOn, type Kind, type Lendable } from "./lending-on";

/** Papers that are listed before more is searched for. */
const firstPapers = 20;

const kindPictures: Record<Kind, PictogramName> = { papers: "sheet", shelves: "drawer", all: "armoire" };

interface Props {
  lendable: Lendable;
  kind: Kind;
  /** Ids of papers and shelves. */
  chosen: readonly string[];
  onKind: (kind: Kind) => void;
  onChoose: (chosen: readonly string[]) => void;
}

/** What is lent on, of what one manages there. */
export function RunWhat({ lendable: { papers, folders, kinds }, kind, chosen, onKind, onChoose }: Props) {
  const { texts } = useOthersSetting();
  const { runLend, lendWhat } = texts;
  const onTick = (id: string) => {
    onChoose(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id]);
  };
  return (
    <>
      {kinds.length > 1 && (
        <RadioTiles
          legend={runLend.what}
          look="drawers three"
          options={kinds}
          chosen={kind}
          words={lendWhat}
          pictureOf={(one) => kindPictures[one]}
          onChoose={onKind}
        />
      )}
      {kind === "papers" && <Papers papers={papers} chosen={chosen} onTick={onTick} />}
      {kind === "shelves" && <Shelves folders={folders} chosen={chosen} onTick={onTick} />}
      {kind !== "papers" && <Note kind="wait">{kind === "all" ? runLend.allLater : runLend.later}</Note>}
    </>
  );
}

interface ListProps {
  chosen: readonly string[];
  onTick: (id: string) => void;
}

function Papers({ papers, chosen, onTick }: ListProps & { papers: readonly LentPaper[] }) {
  const { texts } = useOthersSetting();
  const [asked, setAsked] = useState("");
  // What is chosen stays in sight, whatever is searched.
  const found = asked.trim() === "" ? papers : papers.filter(({ name }) => fold(name).includes(fold(asked)));
  const shown = papers.filter((paper) => chosen.includes(paper.id) || found.slice(0, firstPapers).includes(paper));
  return (
    <fieldset class="field stack">
      <legend>{texts.lendWhat.papers}</legend>
      {papers.length > firstPapers && <Field label={texts.runLend.find} value={asked} longest={80} onInput={setAsked} />}
      {papers.length === 0 && <p class="placeholder">{texts.runLend.none}</p>}
      {shown.length > 0 && (
        <ul class="panel">
          {shown.map(({ id, name, type, folder }) => (
            <Tick
              key={id}
              picture={type.startsWith("image/") ? "picture" : "sheet"}
              name={name}
              second={folder}
              ticked={chosen.includes(id)}
              onTick={() => {
                onTick(id);
              }}
            />
          ))}
        </ul>
      )}
    </fieldset>
  );
}

function Shelves({ folders, chosen, onTick }: ListProps & { folders: readonly LentFolder[] }) {
  const { texts } = useOthersSetting();
  return (
    <fieldset class="field">
      <legend>{texts.lendWhat.shelves}</legend>
      <ul class="panel">
        {folders.map(({ id, name }) => (
          <Tick
            key={id}
            picture="drawer"
            name={name}
            ticked={chosen.includes(id)}
            onTick={() => {
              onTick(id);
            }}
          />
        ))}
      </ul>
    </fieldset>
  );
}

interface TickProps {
  picture: PictogramName;
  name: string;
  second?: string | undefined;
  ticked: boolean;
  onTick: () => void;
}

function Tick({ picture, name, second, ticked, onTick }: TickProps) {
  return (
    <li>
      <label class="row choice">
        <Pictogram name={picture} />
        <span class="grow">
          <Name of={name} />
          {second !== undefined && (
            <span class="second block">
              <bdi>{displayName(second)}</bdi>
            </span>
          )}
        </span>
        <input type="checkbox" checked={ticked} onChange={onTick} />
      </label>
    </li>
  );
}

interface RightProps {
  kind: Kind;
  right: Right;
  onChoose: (right: Right) => void;
}

/** What may be done with it, in plain words. */
export function RunRight({ kind, right, onChoose }: RightProps) {
  const { texts } = useOthersSetting();
  const { runLend, lendWhat } = texts;
  return (
    <fieldset class="field">
      <legend>{lendWhat.may}</legend>
      <ul class="panel">
        {rightsOn(kind).map((one) => (
          <li key={one}>
            <label class="row choice">
              <span class="grow">
                <span class="name ours">{runLend.rights[one]}</span>
                <span class="second block">{one === "edit" && kind === "papers" ? runLend.changesPaper : runLend.rightsWhy[one]}</span>
              </span>
              <input
                type="radio"
                name="right"
                value={one}
                checked={one === right}
                onChange={() => {
                  onChoose(one);
                }}
              />
            </label>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}
