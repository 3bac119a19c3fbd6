import { useState } from "preact/hooks";
import type { RecoveryCard } from "../../bridge/bridge";
import { Button } from "../components/button";
import { Note, Refusal } from "../components/note";
import { Screen } from "../components/screen";
import { Square } from "../components/square";
import { Steps } from "../components/steps";
import { Pictogram } from "../pictograms/pictogram";
import { useSetting } from "../setting";
import { useTask } from "../task";
import { CardSheet } from "./card-sheet";

/**
 * The recovery card, to print in one of two sizes, to save or to copy by hand. Once it was printed or saved, going on is the thing to
 * do. `first`: of a new locker, its third step.
 */
export function CardScreen({ card, first }: { card: RecoveryCard; first: boolean }) {
  const { texts, language, server, way } = useSetting();
  const [covered, setCovered] = useState(false);
  const [done, setDone] = useState<"printed" | "saved">();
  const task = useTask();

  const save = () => {
    task.run(async () => {
      const { cardPicture, savePicture } = await import("./card-picture");
      const words = { title: texts.card.short, address: server?.origin ?? location.origin, direction: language.direction };
      savePicture(await cardPicture(card, words), texts.card.fileName);
      setDone("saved");
    });
  };

  const printAs = (size: "a4" | "wallet") => {
    // Printing may take its picture later: the size stays until the next one is chosen.
    document.documentElement.dataset["paper"] = size;
    print();
    setDone((before) => before ?? "printed");
  };

  return (
    <Screen
      title={texts.card.title}
      say={texts.card.say}
      lockable
      foot={
        <>
          <Button
            kind={done === undefined ? "main" : "second"}
            picture="print"
            onClick={() => {
              printAs("a4");
            }}
          >
            {texts.card.print}
          </Button>
          <Button
            kind={done === undefined ? "second" : "main"}
            picture="check"
            onClick={() => {
              way.go({ at: "proof" });
            }}
          >
            {texts.card.copied}
          </Button>
        </>
      }
    >
      <div class="stack off-paper">
        {first && <Steps done={3} />}
        <p>{texts.card.lead}</p>
        {covered ? (
          <p class="card covered">
            <Pictogram name="hide" /> {texts.card.hidden}
          </p>
        ) : (
          <section class="card" aria-label={texts.card.short}>
            <Square text={card.qr} label={texts.card.square} />
            <Groups groups={card.groups} />
          </section>
        )}
        <div class="pair">
          <Button
            small
            picture={covered ? "eye" : "hide"}
            onClick={() => {
              setCovered(!covered);
            }}
          >
            {covered ? texts.card.show : texts.card.hide}
          </Button>
          <Button small picture="save" busy={task.busy} onClick={save}>
            {texts.card.save}
          </Button>
          <Button
            small
            picture="card"
            onClick={() => {
              printAs("wallet");
            }}
          >
            {texts.card.printWallet}
          </Button>
        </div>
        <Refusal error={task.error} />
        <p role="status" class={done === "saved" ? undefined : "unseen"}>
          {done === "saved" && texts.card.saved}
        </p>
        <Note kind="wait">
          <b>{texts.card.caution}</b> {texts.card.away}
        </Note>
      </div>
      <CardSheet card={card} />
    </Screen>
  );
}

/** Nine groups of six digits, always read from left to right. */
export function Groups({ groups }: { groups: readonly string[] }) {
  const { texts } = useSetting();
  return (
    <ol class="numbers" aria-label={texts.card.groups}>
      {groups.map((group, place) => (
        <li key={place} class="digits">
          {group}
        </li>
      ))}
    </ol>
  );
}
