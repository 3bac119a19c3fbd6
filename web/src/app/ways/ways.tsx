import type { Way, WayKind, WaysIn } from "../../bridge/bridge";
import { Loading, useLoaded } from "../components/loaded";
import { Note } from "../components/note";
import { Screen } from "../components/screen";
import { WayRow } from "../components/way-row";
import { NewsNote } from "../locker/news";
import { longDay } from "../papers/dates";
import { useSetting } from "../setting";
import type { InsidePlace } from "../way";
import { lossPictures, wayName, wayPictures } from "./kinds";
import { usePasskeys } from "./passkey-button";

/** What opens this locker, what is missing, and what to do when something is lost or known. `done`: what was just made anew. */
export function WaysScreen({ done }: { done: "words" | "card" | undefined }) {
  const { armoire, texts } = useSetting();
  const loaded = useLoaded(() => armoire.waysIn());
  return (
    <Screen title={texts.ways.title} say={texts.ways.say} lockable>
      <NewsNote />
      {done !== undefined && <Note kind="ok">{done === "words" ? texts.renew.wordsDone : texts.renew.cardDone}</Note>}
      <Loading of={loaded}>{(value) => <Ways value={value} />}</Loading>
      <section class="section">
        <h2>{texts.ways.trouble}</h2>
        <ul class="panel">
          <WayRow picture={lossPictures.stolen} word={texts.loss.rows.stolen} to={{ at: "loss", cause: "stolen" }} />
          <WayRow picture={lossPictures.wordsKnown} word={texts.loss.rows.wordsKnown} to={{ at: "loss", cause: "wordsKnown" }} />
          <WayRow picture={lossPictures.cardKnown} word={texts.loss.rows.cardKnown} to={{ at: "loss", cause: "cardKnown" }} />
          <WayRow picture={lossPictures.pinSeen} word={texts.loss.rows.pinSeen} to={{ at: "pinSeen" }} />
        </ul>
      </section>
    </Screen>
  );
}

function Ways({ value: { ways, safe, missing } }: { value: WaysIn }) {
  const { texts } = useSetting();
  const lacking = useAddable(missing);
  return (
    <>
      <Note kind={safe ? "ok" : "wait"}>
        <b>{safe ? texts.ways.safe : texts.ways.unsafe}</b>
      </Note>
      <section class="section">
        <h2>{texts.ways.have}</h2>
        <ul class="panel">
          {ways.map((way) => (
            <Row key={way.id} way={way} />
          ))}
        </ul>
      </section>
      {lacking.length > 0 && (
        <section class="section">
          <h2>{texts.ways.missing}</h2>
          <ul class="panel">
            {lacking.map((kind) => (
              <WayRow key={kind} picture="plus" word={texts.ways.kinds[kind]} why={texts.ways.why[kind]} to={whereAdded[kind]} />
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function Row({ way }: { way: Way }) {
  const { texts, language } = useSetting();
  const used = way.used === undefined ? texts.ways.unused : texts.ways.used(longDay(way.used, language.formats));
  return <WayRow picture={wayPictures[way.kind]} word={wayName(way, texts)} why={used} to={{ at: "oneWay", id: way.id }} />;
}

const whereAdded: Record<WayKind, InsidePlace> = {
  words: { at: "renew", what: "words" },
  card: { at: "renew", what: "card" },
  pin: { at: "setPin" },
  passkey: { at: "addPasskey" },
};

/** What can be added here: a PIN only on one's own device that keeps something, a passkey where the device recognises people. */
function useAddable(missing: readonly WayKind[]): WayKind[] {
  const { remembered } = useSetting();
  const able = usePasskeys();
  const own = remembered?.handle !== undefined;
  return missing.filter((kind) => (kind === "pin" ? own : kind !== "passkey" || (able && own)));
}
