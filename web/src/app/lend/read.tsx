import type { Person } from "../../bridge/bridge";
import { apart } from "../../languages/apart";
import type { OthersTexts } from "../../languages/texts";
import { Button } from "../components/button";
import { ListenRow } from "../components/listen-row";
import { Loading, useLoaded } from "../components/loaded";
import { NoYes } from "../components/no-yes";
import { Alert } from "../components/note";
import { Point } from "../components/point";
import { Screen } from "../components/screen";
import { Steps } from "../components/steps";
import { useInside } from "../locker/inside";
import { hour, longDay } from "../papers/dates";
import { displayName } from "../papers/names";
import { otherShelf } from "../papers/shelves";
import { fieldDay } from "../people/days";
import { useOthersSetting } from "../people/others-setting";
import { OthersRefusal } from "../people/refusal";
import { trustPictures } from "../people/trust";
import { useTask } from "../task";
import { nodesOf, rightOf, termOf, untilOf, useLending, type Draft, type LentRight, type Term } from "./draft";
import { usePurpose, useWhat } from "./words";

/** Fourth: everything in one sentence, to be read or listened to, and only then yes or no. */
export function LendReadScreen() {
  const { armoire, texts, way } = useOthersSetting();
  const { lendRead } = texts;
  const { draft } = useLending();
  const loaded = useLoaded(() => armoire.people());
  const person = loaded.value?.find(({ account }) => account === draft.to);
  if (person !== undefined) return <Consent draft={draft} person={person} />;
  return (
    <Screen key="reading" title={lendRead.title} say={lendRead.title} lockable foot={<Button onClick={way.back}>{texts.tools.back}</Button>}>
      <Loading of={loaded}>{() => <Alert sentence={lendRead.gone} />}</Loading>
    </Screen>
  );
}

function Consent({ draft, person }: { draft: Draft; person: Person }) {
  const { armoire, texts, language, way } = useOthersSetting();
  const { lendRead } = texts;
  const { refresh, tell } = useInside();
  const parts = useSentence(draft, person);
  const what = useWhat(draft);
  const purpose = usePurpose(draft);
  const task = useTask();
  const nodes = nodesOf(draft);
  const right = rightOf(draft);
  const may: Record<LentRight, readonly string[]> = { ...lendRead.may, ...lendRead.mayOf[draft.what] };
  const mayNot: Record<LentRight, string> = { ...lendRead.mayNot, ...lendRead.mayNotOf[draft.what] };
  const whom = apart(displayName(person.name));
  const term = termOf(draft, Date.now());
  const say = parts?.join("") ?? lendRead.gone;

  const lend = () => {
    // An hour is counted from the yes.
    const term = termOf(draft, Date.now());
    if (nodes === undefined || term === undefined || purpose === undefined) return;
    const { begin, end } = term;
    task.run(async () => {
      const made = await armoire.lend({ nodes: [...nodes], to: person.account, right, ...(begin !== undefined && { start: begin }), end, purpose });
      await refresh();
      tell({
        sentence: begin === undefined ? lendRead.done(what ?? "", whom) : lendRead.doneFrom(what ?? "", whom, longDay(begin, language.formats)),
        undoWord: texts.sees.takeBack,
        undone: texts.sees.undone,
        undo: () => armoire.takeBack(made.map(({ id }) => id)),
      });
      way.restart({ at: "home" }, { at: "others", show: begin === undefined && draft.what === "all" && right !== "read" ? "mode" : "sees" });
    });
  };

  return (
    <Screen
      key="consent"
      title={lendRead.title}
      quiet
      say={say}
      lockable
      foot={
        <NoYes
          tall
          no={lendRead.no}
          onNo={() => {
            way.restart({ at: "home" });
          }}
          yes={lendRead.yes}
          kind="main"
          busy={task.busy}
          onYes={lend}
        />
      }
    >
      <Steps done={4} of={4} />
      <OthersRefusal error={task.error} account={draft.to} />
      {parts === undefined ? (
        <Alert sentence={lendRead.gone} />
      ) : (
        <section class="panel read">
          <p class="say">
            {parts.map((part, place) =>
              place % 2 === 1 ? (
                <b key={place}>{part}</b>
              ) : (
                part
              ),
            )}
          </p>
          <ListenRow say={say} word={lendRead.listen} />
        </section>
      )}
      <ul class="points">
        <Point picture={trustPictures[person.trust]} {...(person.trust === "invited" ? {} : { look: "ok" })}>
          {lendRead.known[person.trust]}
        </Point>
        <Lent draft={draft} />
        {term?.begin !== undefined && <Point picture="people/cal">{lendRead.notBefore(longDay(term.begin, language.formats))}</Point>}
        {may[right].map((sentence) => (
          <Point key={sentence} picture="eye" look="ok">
            {sentence}
          </Point>
        ))}
        <Point picture="cross" look="stop">
          {mayNot[right]}
        </Point>
        <Point picture="people/take">{lendRead.back}</Point>
      </ul>
    </Screen>
  );
}

/** The sentence of the consent, in parts; every second one is what was chosen. Nothing while something is missing. */
function useSentence(draft: Draft, { name, organisation }: Person): string[] | undefined {
  const { texts, language } = useOthersSetting();
  const { lend, lendRead } = texts;
  const what = useWhat(draft);
  const purpose = usePurpose(draft);
  const term = termOf(draft, Date.now());
  if (what === undefined || purpose === undefined || term === undefined) return undefined;
  const whom = organisation === undefined ? apart(displayName(name)) : lend.at(displayName(name), displayName(organisation));
  const why = apart(displayName(purpose));
  return [...sentenceOf(draft, lendRead, { what, whom, why }), ...whenOf(draft, lendRead, term, language.formats)];
}

type Sentences = OthersTexts["lendRead"];

/** All but the time: one sentence for each right, of the whole locker and of parts of it. */
function sentenceOf(draft: Draft, sentences: Sentences, { what, whom, why }: { what: string; whom: string; why: string }): string[] {
  const right = rightOf(draft);
  const isAll = draft.what === "all";
  if (right === "manage") return isAll ? sentences.sentenceManage(whom, why) : sentences.sentenceShelf(what, whom, why);
  if (right === "edit") return isAll ? sentences.sentenceEdit(whom, why) : sentences.sentenceChange(what, whom, why);
  return sentences.sentence(what, whom, why);
}

function whenOf(draft: Draft, sentences: Sentences, { begin, end }: Term, formats: string): string[] {
  const last = longDay(end, formats);
  if (begin === undefined) return untilOf(draft) === "hour" ? sentences.untilHour(hour(end, formats)) : sentences.untilDay(last);
  const first = longDay(begin, formats);
  return fieldDay(begin) === fieldDay(end) ? sentences.oneDay(first) : sentences.fromTo(first, last);
}

/** What is lent, thing by thing. */
function Lent({ draft }: { draft: Draft }) {
  const { texts } = useOthersSetting();
  const { contents, shelves } = useInside();
  if (draft.what === "all") return <Point picture="armoire">{texts.lendWhat.everything}</Point>;
  if (draft.what === "shelves") {
    const chosen = shelves.filter(({ folder }) => folder !== undefined && draft.shelves.includes(folder.id));
    return (
      <>
        {chosen.map(({ key, name, pictogram }) => (
          <Point key={key} picture={pictogram}>
            <bdi>{displayName(name)}</bdi>
          </Point>
        ))}
        <Point picture="plus">{texts.lendWhat.later}</Point>
      </>
    );
  }
  return (
    <>
      {contents.documents
        .filter(({ id }) => draft.papers.includes(id))
        .map(({ id, name, folder }) => (
          <Point key={id} picture={shelves.find((shelf) => shelf.folder?.id === folder)?.pictogram ?? otherShelf}>
            <bdi>{displayName(name)}</bdi>
          </Point>
        ))}
    </>
  );
}
