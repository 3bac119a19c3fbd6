import { useEffect, useId, useState } from "preact/hooks";
import type { Invitation } from "../../bridge/bridge";
import { Button } from "../components/button";
import { Note } from "../components/note";
import { Screen } from "../components/screen";
import { longDay } from "../papers/dates";
import { useTask } from "../task";
import { Introduced } from "./introduce";
import { useMeetings } from "./meetings";
import { NewsNotes } from "./news-notes";
import { useOthersSetting } from "./others-setting";
import { OthersRefusal } from "./refusal";

/** A link for one person who is elsewhere. It is made by a touch, since each one is open until it is answered. */
export function LinkScreen() {
  return <Introduced>{() => <Link />}</Introduced>;
}

function Link() {
  const { armoire, texts } = useOthersSetting();
  const { link } = texts;
  const { look } = useMeetings();
  const [made, setMade] = useState<Invitation>();
  const task = useTask();

  const make = () => {
    task.run(async () => {
      setMade(await armoire.invite("link"));
      look();
    });
  };

  if (made !== undefined) return <Made invitation={made} />;
  return (
    <Screen
      key="link"
      title={link.title}
      say={link.say}
      lockable
      foot={
        <Button kind="main" picture="people/link" busy={task.busy} onClick={make}>
          {link.make}
        </Button>
      }
    >
      <p>{link.lead}</p>
      <p>{link.caution}</p>
      <Note kind="wait">{link.weak}</Note>
      <p>{link.next}</p>
      <OthersRefusal error={task.error} />
    </Screen>
  );
}

function Made({ invitation }: { invitation: Invitation }) {
  return useAnswered(invitation) ? <Answered /> : <Open invitation={invitation} />;
}

/** Whether somebody has answered meanwhile; the link then opens nothing any more. */
function useAnswered({ id }: Invitation): boolean {
  const { open } = useMeetings();
  const isOpen = open?.some((invitation) => invitation.id === id) === true;
  // Before it was looked for anew it isn't among those that are open.
  const [wasOpen, setWasOpen] = useState(isOpen);
  useEffect(() => {
    if (isOpen) setWasOpen(true);
  }, [isOpen]);
  return wasOpen && !isOpen;
}

function Answered() {
  const { texts } = useOthersSetting();
  const { link } = texts;
  const toHelpers = useToHelpers();
  return (
    <Screen
      key="answered"
      title={link.title}
      say={link.say}
      lockable
      foot={
        <Button kind="main" picture="people" onClick={toHelpers}>
          {link.helpers}
        </Button>
      }
    >
      <NewsNotes />
    </Screen>
  );
}

function useToHelpers(): () => void {
  const { way } = useOthersSetting();
  return () => {
    way.restart({ at: "home" }, { at: "others", show: "helpers" });
  };
}

function Open({ invitation: { text, until } }: { invitation: Invitation }) {
  const { texts, language } = useOthersSetting();
  const { link } = texts;
  const toHelpers = useToHelpers();
  const task = useTask();
  const [copied, setCopied] = useState(false);
  const id = useId();
  const shares = typeof navigator.share === "function";

  const share = () => {
    task.run(async () => {
      // Whoever closes the list of apps again has changed their mind.
      await navigator.share({ text: `${link.message} ${text}` }).catch(() => undefined);
    });
  };

  const copy = () => {
    task.run(async () => {
      await navigator.clipboard.writeText(text);
      setCopied(true);
    });
  };

  return (
    <Screen
      key="made"
      title={link.title}
      say={link.say}
      lockable
      foot={
        <>
          {shares && (
            <Button kind="main" picture="people/share" onClick={share}>
              {link.share}
            </Button>
          )}
          <Button kind={shares ? "second" : "main"} picture="copy" busy={task.busy} onClick={copy}>
            {link.copy}
          </Button>
        </>
      }
    >
      <NewsNotes />
      <p>{link.lead}</p>
      <div class="field">
        <label for={id}>{link.text}</label>
        <input
          id={id}
          type="text"
          dir="ltr"
          readOnly
          value={text}
          autocomplete="off"
          onFocus={(focus) => {
            focus.currentTarget.select();
          }}
        />
      </div>
      <p role="status" class={copied ? undefined : "unseen"}>
        {copied && link.copied}
      </p>
      <p>{link.until(longDay(until, language.formats))}</p>
      <p>{link.next}</p>
      <OthersRefusal error={task.error} />
      <Button kind="plain" picture="people" onClick={toHelpers}>
        {link.helpers}
      </Button>
    </Screen>
  );
}
