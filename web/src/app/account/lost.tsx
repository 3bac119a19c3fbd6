import { ArmoireError, type Created, type Lost } from "../../bridge/bridge";
import { Loading, useLoaded } from "../components/loaded";
import { Name } from "../components/name";
import { NoYes } from "../components/no-yes";
import { Note, Refusal } from "../components/note";
import { Screen } from "../components/screen";
import { hour, longDay } from "../papers/dates";
import { useTask } from "../task";
import { useAccountSetting } from "./account-setting";

/** Of whoever came with the recovery card: what was made anew by it, to be shown. */
export type Accepted = (made: Created | null) => void;

/**
 * The service lacks what this device has seen, as after a backup: what is lost, and whether to go on without it. Nothing is signed before the person says so;
 * where what is shown is no loss but another history, there is nothing to agree to.
 */
export function LostScreen({ onAccepted }: { onAccepted: Accepted }) {
  const { armoire, texts, close } = useAccountSetting();
  const loss = useLoaded(async () => {
    const lost = await armoire.loss();
    // Nothing is lost, and still something stood in the way.
    if (lost === null) throw new ArmoireError("rolled_back");
    return lost;
  });
  const accepting = useTask();
  const accept = () => {
    accepting.run(async () => {
      onAccepted(await armoire.acceptLoss());
    });
  };
  const isKnown = loss.value !== undefined;
  const title = isKnown ? texts.lost.title : loss.error === undefined ? texts.wait : texts.trouble.title;
  return (
    <Screen
      key={title}
      title={title}
      say={isKnown ? texts.lost.say : title}
      brand={texts.brand}
      lockable
      foot={
        isKnown ? (
          <NoYes
            no={texts.lost.no}
            noPicture="lock"
            onNo={() => {
              close();
            }}
            yes={texts.lost.yes}
            yesPicture="armoire"
            busy={accepting.busy}
            onYes={accept}
          />
        ) : undefined
      }
    >
      <Loading of={loss}>{(lost) => <What lost={lost} />}</Loading>
      <Refusal error={accepting.error} />
    </Screen>
  );
}

function What({ lost: { since, papers, others, whole } }: { lost: Lost }) {
  const { texts, language } = useAccountSetting();
  const { formats } = language;
  return (
    <>
      <div role="alert">
        <Note kind="stop">
          <p>{texts.lost.since}</p>
          <p>
            <b>{texts.lost.moment(longDay(since, formats), hour(since, formats))}</b>
          </p>
          <span class="code">{texts.trouble.code("rolled_back")}</span>
        </Note>
      </div>
      {whole ? (
        <>
          <Note kind="ok">{texts.lost.whole}</Note>
          <p>{texts.lost.people}</p>
        </>
      ) : (
        <Papers papers={papers} />
      )}
      <p>{texts.lost.before}</p>
      {others && (
        <Note kind="wait">
          {texts.lost.others} {texts.lost.othersThen}
        </Note>
      )}
      <p>{texts.lost.why}</p>
      <h2>{texts.lost.ask}</h2>
      {!whole && <p>{texts.lost.then}</p>}
    </>
  );
}

function Papers({ papers }: { papers: string[] | null }) {
  const { texts } = useAccountSetting();
  if (papers === null) return <p>{texts.lost.unknown}</p>;
  if (papers.length === 0) return <p>{texts.lost.none}</p>;
  return (
    <>
      <h2>{texts.lost.papers}</h2>
      <ul>
        {papers.map((name, at) => (
          <li key={at}>
            <Name of={name} />
          </li>
        ))}
      </ul>
      <p>{texts.lost.again}</p>
    </>
  );
}
