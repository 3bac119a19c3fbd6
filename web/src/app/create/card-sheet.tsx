import type { RecoveryCard } from "../../bridge/bridge";
import { Square } from "../components/square";
import { Pictogram, type PictogramName } from "../pictograms/pictogram";
import { useSetting } from "../setting";
import { Groups } from "./card";

/** One drawing for each line of what to do. */
const pictures: readonly PictogramName[] = ["phone", "globe", "card", "words"];

/**
 * The card on paper, in the size that was asked for: an A4 page with the card twice, to cut out and fold, and between them what anyone
 * may read; or a card for a wallet, to cut out and fold once. Its square stands on both halves, so that water that spoils one
 * half leaves the other. No name on either.
 */
export function CardSheet({ card }: { card: RecoveryCard }) {
  return (
    <div class="on-paper" aria-hidden="true">
      <A4 card={card} />
      <Wallet card={card} />
    </div>
  );
}

function A4({ card }: { card: RecoveryCard }) {
  const { texts } = useSetting();
  return (
    <div class="sheet">
      <p>{texts.card.cut}</p>
      <Half card={card} />
      <section>
        <h3>{texts.card.howTitle}</h3>
        <ol class="pictures">
          {texts.card.how.map((line, place) => (
            <li key={line}>
              <Pictogram name={pictures[place] ?? "info"} />
              <span>{line}</span>
            </li>
          ))}
        </ol>
      </section>
      <section>
        <h3>{texts.card.whereTitle}</h3>
        <ul>
          {[...texts.card.where, texts.card.open, texts.card.nameless].map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </section>
      <Half card={card} />
    </div>
  );
}

/** The whole card, at the top of the page and again at the bottom: each opens alone. */
function Half({ card }: { card: RecoveryCard }) {
  const { texts } = useSetting();
  return (
    <div class="cut">
      <div>
        <Sturdy card={card} />
      </div>
      <div>
        <h2>
          <Pictogram name="armoire" /> {texts.card.short}
        </h2>
        <h3>{texts.card.groups}</h3>
        <Groups groups={card.groups} />
        <Address />
      </div>
    </div>
  );
}

/** Two sides of a bank card's size, side by side, each with the square: cut out, folded in the middle. */
function Wallet({ card }: { card: RecoveryCard }) {
  const { texts } = useSetting();
  return (
    <div class="wallet">
      <p>{texts.card.cut}</p>
      <div class="cut">
        <div>
          <Sturdy card={card} />
          <div>
            <h2>
              <Pictogram name="armoire" /> {texts.card.short}
            </h2>
            <ol class="pictures">
              {pictures.map((name) => (
                <li key={name}>
                  <Pictogram name={name} />
                </li>
              ))}
            </ol>
            <Address />
          </div>
        </div>
        <div>
          <Sturdy card={card} />
          <Groups groups={card.groups} />
        </div>
      </div>
      <p>{texts.card.nameless}</p>
    </div>
  );
}

function Sturdy({ card }: { card: RecoveryCard }) {
  const { texts } = useSetting();
  return <Square text={card.qr} label={texts.card.square} sturdy />;
}

function Address() {
  const { texts, server } = useSetting();
  return (
    <p>
      {texts.card.address}
      <br />
      <b dir="ltr">{server?.origin ?? location.origin}</b>
    </p>
  );
}
