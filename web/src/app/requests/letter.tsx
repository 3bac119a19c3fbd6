import type { OthersTexts } from "../../languages/texts";
import { Button } from "../components/button";
import { Note } from "../components/note";
import { Screen } from "../components/screen";
import { useInside } from "../locker/inside";
import { hour, longDay } from "../papers/dates";
import { useOthersSetting } from "../people/others-setting";
import { PersonRow } from "../people/person-row";
import { OthersRefusal } from "../people/refusal";
import { useTask } from "../task";
import { calledIn, capital, theirWords } from "../lent/called";
import { BlockButton } from "./block-button";
import { Introduced } from "./introduced";
import type { Told, Waiting } from "./waiting-area";

/** Something that somebody tells and that asks nothing: read, then gone from what waits. */
export function LetterScreen({ letter, waiting }: { letter: Told; waiting: Waiting }) {
  const { armoire, texts, language, way } = useOthersSetting();
  const { refresh } = useInside();
  const task = useTask();
  const { content } = letter;
  const name = calledIn(letter.from, texts.lent.unknown);
  const successor = content.kind === "end" ? content.successor : undefined;
  const title = titleOf(letter, name, texts.letter);

  return (
    <Screen
      title={capital(title)}
      say={capital(title)}
      lockable
      foot={
        <Button
          picture="check"
          busy={task.busy}
          onClick={() => {
            task.run(async () => {
              await waiting.decide(async () => {
                await armoire.dismiss(letter.id);
                await refresh();
              });
              way.back();
            });
          }}
        >
          {texts.letter.understood}
        </Button>
      }
    >
      <div class="panel">
        <PersonRow person={letter.from} />
      </div>
      <p class="second">{texts.waiting.on(longDay(letter.time, language.formats), hour(letter.time, language.formats))}</p>
      {content.kind === "answer" && <p>{texts.letter.answer(content.granted.filter(Boolean).length, content.granted.length)}</p>}
      {content.kind === "answer" && content.granted.includes(true) && (
        <Button
          picture="eye"
          onClick={() => {
            way.go({ at: "others", show: "lent" });
          }}
        >
          {texts.loan.overBack}
        </Button>
      )}
      {content.kind === "end" && <p>{endOf(content, texts.letter)}</p>}
      {content.motive !== undefined && <p>{texts.proposal.theirMotive(theirWords(content.motive))}</p>}
      {successor !== undefined && (
        <>
          <section class="part">
            <h2>{texts.letter.successor}</h2>
            <Introduced entry={successor} />
            <Button
              picture="plus"
              onClick={() => {
                way.go({ at: "others", show: "writeHelper", words: successor });
              }}
            >
              {texts.letter.writeDown}
            </Button>
          </section>
          <Note kind="info">{texts.letter.successorFree}</Note>
        </>
      )}
      <BlockButton who={letter.from} />
      <OthersRefusal error={task.error} />
    </Screen>
  );
}

function titleOf({ content }: Told, name: string, letter: { answerTitle: Say; acceptedTitle: Say; declinedTitle: Say; endTitle: Say }): string {
  switch (content.kind) {
    case "answer":
      return letter.answerTitle(name);
    case "accept":
      return letter.acceptedTitle(name);
    case "decline":
      return letter.declinedTitle(name);
    case "end":
      return letter.endTitle(name);
  }
}

/** Who helped whom is the other way round for whoever helps. */
function endOf({ what, by }: Extract<Told["content"], { kind: "end" }>, letter: OthersTexts["letter"]): string {
  if (by === "holder") return what === "referent" ? letter.endedReferent : letter.endedEntry;
  return what === "referent" ? letter.endReferent : letter.endEntry;
}

type Say = (name: string) => string;
