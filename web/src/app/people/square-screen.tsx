import { useEffect, useRef, useState } from "preact/hooks";
import type { Invitation } from "../../bridge/bridge";
import { holdAttention } from "../attention";
import { Button } from "../components/button";
import { Meter } from "../components/meter";
import { Alert } from "../components/note";
import { Screen } from "../components/screen";
import { Square } from "../components/square";
import { Pictogram } from "../pictograms/pictogram";
import { useTask } from "../task";
import { Introduced } from "./introduce";
import { useMeetings } from "./meetings";
import { NewsNotes } from "./news-notes";
import { useOthersSetting } from "./others-setting";
import { OthersRefusal } from "./refusal";
import { useNow } from "./use-now";

const minute = 60_000;

/** For how long a square holds, in milliseconds. */
const whole = 10 * minute;

/** The answer is looked for this often while the square is shown, in milliseconds: the other person stands beside. */
const pause = 3_000;

/** One's own square, to be read by the phone of who stands in front: how long it holds, and what comes next. */
export function SquareScreen() {
  return <Introduced>{() => <ShownSquare />}</Introduced>;
}

function ShownSquare() {
  const { texts } = useOthersSetting();
  const { square } = texts;
  const { news, look } = useMeetings();
  const { invitation, task, make } = useSquare();
  const now = useNow(1_000);
  // The clock here ticks by the second, and may run behind the server's.
  const left = invitation === undefined ? 0 : Math.min(whole, Math.max(0, invitation.until - now));
  const living = left > 0;
  const answered = news.length > 0;

  useEffect(() => {
    if (!living) return undefined;
    const timer = setInterval(look, pause);
    // Who shows their square holds the phone out, and touches nothing.
    const release = holdAttention();
    return () => {
      clearInterval(timer);
      release();
    };
  }, [living, look]);

  return (
    <Screen
      key="square"
      title={square.title}
      say={square.say}
      lockable
      foot={
        living || task.busy || answered ? undefined : (
          <Button kind="main" picture="people/qr" busy={task.busy} onClick={make}>
            {square.again}
          </Button>
        )
      }
    >
      <NewsNotes />
      {!answered && invitation !== undefined && living && <Living invitation={invitation} left={left} />}
      {task.busy && <p class="placeholder">{texts.wait}</p>}
      <Alert sentence={invitation !== undefined && !living && !answered && !task.busy ? square.over : undefined} />
      <OthersRefusal error={task.error} />
      {!answered && <LinkInstead />}
    </Screen>
  );
}

function Living({ invitation: { text }, left }: { invitation: Invitation; left: number }) {
  const { texts } = useOthersSetting();
  const { square } = texts;
  return (
    <>
      <p>{square.lead}</p>
      <div class="held">
        <Square text={text} label={square.label} />
      </div>
      <p class="state">
        <Pictogram name="clock" /> {square.left(Math.ceil(left / minute))}
        <Meter label={square.bar} percent={Math.round((100 * left) / whole)} />
      </p>
      <p class="second" role="status">
        {square.waits}
      </p>
      <p>{square.next}</p>
      <p class="second">{square.how}</p>
    </>
  );
}

function LinkInstead() {
  const { texts, way } = useOthersSetting();
  return (
    <Button
      kind="plain"
      picture="people/link"
      onClick={() => {
        way.go({ at: "others", show: "link" });
      }}
    >
      {texts.square.link}
    </Button>
  );
}

/** The square that is open already and holds a while, or a new one. */
function useSquare() {
  const { armoire } = useOthersSetting();
  const { open, look } = useMeetings();
  const [made, setMade] = useState<Invitation>();
  const task = useTask();
  const begun = useRef(false);
  const ready = open?.find(({ carrier, until }) => carrier === "qr" && until - Date.now() > 2 * minute);
  const [kept, keep] = useState<Invitation>();

  const make = () => {
    task.run(async () => {
      setMade(await armoire.invite("qr"));
      look();
    });
  };

  useEffect(() => {
    if (begun.current || open === undefined) return;
    begun.current = true;
    if (ready === undefined) make();
    else keep(ready);
    // Once, when it is known what is open.
  }, [open]);

  return { invitation: made ?? kept, task, make };
}
