import { useDeparture } from "../departure";
import { useSetting, type NewKeys } from "../setting";
import type { InsidePlace, WelcomePlace } from "../way";
import { CardScreen } from "./card";
import { ProofScreen } from "./proof";
import { ProofByScan } from "./proof-scan";
import { WordsScreen } from "./words";
import { WordsProofScreen } from "./words-proof";

interface Props {
  place: WelcomePlace;
  created: NewKeys;
}

/**
 * Words and card are shown once. A new locker's card is proven before the first paper, and so is all that is made anew
 * later; after a recovery the person has just typed the card, so only the words are new.
 */
export function Creation({ place, created: { keys, why } }: Props) {
  const { way, enter } = useSetting();
  const { words = [], numbers = [], card } = keys;
  const made = why === "created" || why === "recovered" ? undefined : why;
  const finish = () => {
    enter(why === "created" ? "safe" : afterwards(keys, why));
  };
  const goOn = () => {
    if (why === "recovered" || card === undefined) finish();
    else way.go({ at: "card" });
  };
  useDeparture();
  switch (place.at) {
    case "words":
      return (
        <WordsScreen
          key="words"
          keys={{ handle: keys.handle, words, numbers }}
          why={why}
          onWritten={() => {
            if (made === undefined) goOn();
            else way.go({ at: "wordsProof" });
          }}
        />
      );
    case "wordsProof":
      return <WordsProofScreen key="wordsProof" words={words} numbers={numbers} onProven={goOn} />;
    case "card":
      return card && <CardScreen key="card" card={card} first={why === "created"} />;
    case "proof":
      return (
        card && (
          <ProofScreen
            key="proof"
            first={why === "created"}
            groups={card.groups}
            onScan={() => {
              way.go({ at: "proofScan" });
            }}
            onProven={finish}
          />
        )
      );
    case "proofScan":
      return card && <ProofByScan key="proofScan" qr={card.qr} onProven={finish} />;
  }
}

/** Where what was made anew is confirmed. */
function afterwards({ words, card }: NewKeys["keys"], why: NewKeys["why"]): InsidePlace | undefined {
  switch (why) {
    case "created":
    case "recovered":
      return undefined;
    case "renewed":
      return { at: "ways", done: words === undefined ? "card" : "words" };
    case "stolen":
    case "wordsKnown":
    case "cardKnown":
      return { at: "lossDone", words: words !== undefined, card: card !== undefined };
  }
}
