import { useDeparture } from "../departure";
import { useSetting, type NewKeys } from "../setting";
import type { WelcomePlace } from "../way";
import { CardScreen } from "./card";
import { ProofScreen } from "./proof";
import { ProofByScan } from "./proof-scan";
import { WordsScreen } from "./words";

interface Props {
  place: WelcomePlace;
  created: NewKeys;
}

/**
 * The words and the card are shown once. A new locker's card is proven before the first paper; after a recovery the
 * person has just typed it, so only the words are new.
 */
export function Creation({ place, created: { keys, recovered } }: Props) {
  const { way, enter } = useSetting();
  const prove = () => {
    enter(true);
  };
  useDeparture();
  switch (place.at) {
    case "words":
      return (
        <WordsScreen
          key="words"
          keys={keys}
          recovered={recovered}
          onWritten={() => {
            if (recovered) enter();
            else way.go({ at: "card" });
          }}
        />
      );
    case "card":
      return <CardScreen key="card" card={keys.card} />;
    case "proof":
      return (
        <ProofScreen
          key="proof"
          groups={keys.card.groups}
          onScan={() => {
            way.go({ at: "proofScan" });
          }}
          onProven={prove}
        />
      );
    case "proofScan":
      return <ProofByScan key="proofScan" qr={keys.card.qr} onProven={prove} />;
  }
}
