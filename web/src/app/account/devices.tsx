import { useState } from "preact/hooks";
import type { Session } from "../../bridge/bridge";
import type { AccountTexts } from "../../languages/texts";
import { Button } from "../components/button";
import { Loading, useLoaded } from "../components/loaded";
import { Note, Refusal } from "../components/note";
import { Screen } from "../components/screen";
import { Some } from "../components/some";
import { WayRow } from "../components/way-row";
import { focusTitle } from "../focus";
import { NewsNote } from "../locker/news";
import { useInside } from "../locker/inside";
import { hour, longDay } from "../papers/dates";
import { Pictogram, type PictogramName } from "../pictograms/pictogram";
import { useTask } from "../task";
import { useAccountSetting } from "./account-setting";

/** Where the locker is open: this device first, then the others, the latest used on top; each other can be closed. */
export function DevicesScreen() {
  const { armoire, texts } = useAccountSetting();
  const { tell } = useInside();
  const sessions = useLoaded(() => armoire.sessions());
  const [asked, setAsked] = useState<string>();
  const task = useTask();

  const end = (which: string, work: () => Promise<void>) => {
    setAsked(which);
    task.run(async () => {
      await work();
      tell({ sentence: texts.devices.ended });
      sessions.load();
      focusTitle();
    });
  };

  return (
    <Screen title={texts.devices.title} say={texts.devices.say} lockable>
      <NewsNote />
      <Refusal error={task.error} />
      <Loading of={sessions}>
        {(value) => {
          const here = value.filter(({ current }) => current);
          const others = value.filter(({ current }) => !current).sort((one, other) => other.lastUsed - one.lastUsed);
          return (
            <>
              <ul class="panel">
                {here.map((session) => (
                  <li key={session.id} class="row">
                    <Device session={session} />
                  </li>
                ))}
                <WayRow picture="pen" word={texts.nameDevice.open} to={{ at: "nameDevice" }} />
              </ul>
              {others.length === 0 ? (
                <Note kind="ok">{texts.devices.alone}</Note>
              ) : (
                <section class="section stack">
                  <h2>{texts.devices.elsewhere}</h2>
                  <Some
                    items={others}
                    row={(session) => (
                      <li key={session.id} class="row">
                        <Device session={session} />
                        <div class="pair">
                          <EndButton
                            session={session}
                            busy={task.busy && asked === session.id}
                            onClick={() => {
                              end(session.id, () => armoire.endSession(session.id));
                            }}
                          />
                        </div>
                      </li>
                    )}
                  />
                  <p>{texts.devices.unknown}</p>
                  {others.length > 1 && (
                    <Button
                      kind="stop"
                      picture="lock"
                      busy={task.busy && asked === "all"}
                      onClick={() => {
                        end("all", () => armoire.endOtherSessions());
                      }}
                    >
                      {texts.devices.endAll}
                    </Button>
                  )}
                </section>
              )}
            </>
          );
        }}
      </Loading>
    </Screen>
  );
}

function Device({ session: { client, name, created, lastUsed, current } }: { session: Session }) {
  const { texts, language } = useAccountSetting();
  const { formats } = language;
  return (
    <>
      <span class="token">
        <Pictogram name={pictures[client]} />
      </span>
      <span class="grow">
        <span class="name">
          <bdi>{name ?? (current ? texts.devices.here : nameOf(client, texts))}</bdi>
        </span>
        {current && (
          <span class="state ok">
            <Pictogram name="sent" /> {name === undefined ? nameOf(client, texts) : texts.devices.here}
          </span>
        )}
        <span class="second block">{texts.devices.opened(longDay(created, formats))}</span>
        <span class="second block">{texts.devices.used(longDay(lastUsed, formats), hour(lastUsed, formats))}</span>
      </span>
    </>
  );
}

function EndButton({ session: { client, name, created }, busy, onClick }: { session: Session; busy: boolean; onClick: () => void }) {
  const { texts, language } = useAccountSetting();
  return (
    <Button
      small
      kind="stop"
      picture="lock"
      busy={busy}
      label={texts.devices.endName(name ?? nameOf(client, texts), longDay(created, language.formats))}
      onClick={onClick}
    >
      {texts.devices.end}
    </Button>
  );
}

const pictures: Record<Session["client"], PictogramName> = { browser: "phone", "command line": "computer", other: "globe" };

function nameOf(client: Session["client"], { devices }: AccountTexts): string {
  switch (client) {
    case "browser":
      return devices.browser;
    case "command line":
      return devices.commandLine;
    case "other":
      return devices.other;
  }
}
