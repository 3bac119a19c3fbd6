import type { RecoveryCard } from "../../bridge/bridge";
import { Square } from "../components/square";
import { Pictogram } from "../pictograms/pictogram";
import { useSetting } from "../setting";
import { Groups } from "./card";

/** The card as an A4 page: the secret part to cut out and fold, and below it what anyone may read. No name on it. */
export function CardSheet({ card }: { card: RecoveryCard }) {
  const { texts, server } = useSetting();
  return (
    <div class="on-paper" aria-hidden="true">
      <div class="sheet">
        <p>{texts.card.cut}</p>
        <div class="cut">
          <div>
            <h2>
              <Pictogram name="armoire" /> {texts.card.short}
            </h2>
            <Square text={card.qr} label={texts.card.square} />
            <p>{texts.card.nameless}</p>
          </div>
          <div>
            <h3>{texts.card.groups}</h3>
            <Groups groups={card.groups} />
            <p>
              {texts.card.address}
              <br />
              <b dir="ltr">{server?.origin ?? location.origin}</b>
            </p>
          </div>
        </div>
        <div class="two">
          <div>
            <h3>{texts.card.howTitle}</h3>
            <ol>
              {texts.card.how.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ol>
          </div>
          <div>
            <h3>{texts.card.whereTitle}</h3>
            <ul>
              {texts.card.where.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          </div>
        </div>
        <p>{texts.card.open}</p>
      </div>
    </div>
  );
}
