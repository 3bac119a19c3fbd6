import { useState } from "preact/hooks";
import type { OthersTexts } from "../../languages/texts";
import { Field } from "../components/field";
import { NoYes } from "../components/no-yes";
import { Note } from "../components/note";
import { Screen } from "../components/screen";
import { useInside } from "../locker/inside";
import { useOthersSetting } from "../people/others-setting";
import { PersonRow } from "../people/person-row";
import { OthersRefusal } from "../people/refusal";
import { useTask } from "../task";
import { calledIn, capital, theirWords } from "../lent/called";
import { BlockButton } from "./block-button";
import { Introduced } from "./introduced";
import { longestMotive, motiveOf } from "./motive";
import type { Proposal, Waiting } from "./waiting-area";

/** Somebody offers to stand on the list, or to coordinate: yes and no have the same size, and no takes nothing away. */
export function ProposalScreen({ letter, waiting }: { letter: Proposal; waiting: Waiting }) {
  const { armoire, texts, way } = useOthersSetting();
  const { refresh, tell } = useInside();
  const [motive, setMotive] = useState("");
  const [deciding, setDeciding] = useState<"yes" | "no">();
  const task = useTask();
  const { what, by, entry, motive: theirs } = letter.content;
  const name = calledIn(letter.from, texts.lent.unknown);
  const { proposal } = texts;
  const words = wordsOf(what === "entry" ? "entry" : by === "holder" ? "asked" : "referent", name, proposal);

  const decide = (accepted: boolean) => {
    setDeciding(accepted ? "yes" : "no");
    task.run(async () => {
      await waiting.decide(async () => {
        await armoire.decide({ letter: letter.id, accepted, ...motiveOf(motive) });
        await refresh();
      });
      tell({ sentence: accepted ? proposal.accepted : proposal.declined });
      way.back();
    });
  };

  return (
    <Screen
      title={capital(words.title)}
      say={words.say}
      lockable
      foot={
        <NoYes
          no={proposal.no}
          noBusy={task.busy && deciding === "no"}
          onNo={() => {
            decide(false);
          }}
          yes={proposal.yes}
          busy={task.busy && deciding === "yes"}
          onYes={() => {
            decide(true);
          }}
        />
      }
    >
      <div class="panel">
        <PersonRow person={letter.from} />
      </div>
      <p>{words.say}</p>
      {entry !== undefined && (
        <section class="part">
          <h2>{proposal.entryWhat}</h2>
          <Introduced entry={entry} />
        </section>
      )}
      {theirs !== undefined && <p>{proposal.theirMotive(theirWords(theirs))}</p>}
      <Note kind="info">{words.means}</Note>
      <Field label={proposal.motive} value={motive} longest={longestMotive} onInput={setMotive} />
      <BlockButton who={letter.from} />
      <OthersRefusal error={task.error} />
    </Screen>
  );
}

/** What is offered, or asked by somebody who wants one as their referent. */
function wordsOf(what: "entry" | "referent" | "asked", name: string, proposal: OthersTexts["proposal"]): { title: string; say: string; means: string } {
  switch (what) {
    case "entry":
      return { title: proposal.entryTitle(name), say: proposal.entrySay, means: `${proposal.entryMeans} ${proposal.noLoss}` };
    case "referent":
      return { title: proposal.referentTitle(name), say: proposal.referentSay, means: `${proposal.referentMeans} ${proposal.noLoss}` };
    case "asked":
      return { title: proposal.askedTitle(name), say: proposal.askedSay, means: proposal.askedMeans };
  }
}
