import { useCallback, useEffect, useMemo, useState } from "preact/hooks";
import { ArmoireError, type Armoire, type DeviceUse, type Remembered, type Server } from "../bridge/bridge";
import { codeOf } from "../languages/refusal";
import { keepLanguage, textsOf, type Language, type Speech } from "../languages";
import { Creation } from "./create/creation";
import { Door } from "./door/door";
import { Keeper } from "./locker/keeper";
import { Locker } from "./locker/locker";
import { Closing } from "./locker/opening";
import { keepShell } from "./shell";
import { cannotStart } from "./start";
import { SettingContext, type NewKeys, type Setting } from "./setting";
import { isInside, isWelcome, useWay, type Way } from "./way";

/** The whole page: closed door, new locker, or open locker, by the place where the person stands. */
export function App({ armoire, speech: first }: { armoire: Armoire; speech: Speech }) {
  const [speech, setSpeech] = useState(first);
  const [server, setServer] = useState<Server>();
  const [created, setCreated] = useState<NewKeys>();
  const [reason, setReason] = useState<unknown>();
  // Nobody may open a locker before papers of the one that closes are sealed.
  const [closing, setClosing] = useState(false);
  const [workerless, setWorkerless] = useState(false);
  const [device, use] = useState<DeviceUse>("mine");
  const keeper = useMemo(() => new Keeper(armoire), [armoire]);
  const way = useWay({ at: "first" });
  const { place } = way;
  const { remembered, remember } = useRemembered(armoire, way);

  useEffect(() => {
    armoire.server().then(setServer, (error: unknown) => {
      if (codeOf(error) !== "browser") return;
      setWorkerless(true);
      cannotStart();
    });
  }, [armoire]);

  useEffect(() => {
    document.documentElement.lang = speech.entry.tag;
    document.documentElement.dir = speech.entry.direction;
  }, [speech]);

  const setting = useMemo<Setting>(
    () => ({
      armoire,
      keeper,
      server,
      remembered,
      device,
      use,
      texts: speech.texts,
      language: speech.entry,
      way,
      speak: (tag: Language) => {
        keepLanguage(tag);
        void textsOf(tag).then(setSpeech);
      },
      // The screen goes first, the keys at the same moment, but for a paper that is just being sealed: it is kept first.
      close: (why?: unknown) => {
        setReason(why);
        setCreated(undefined);
        way.restart({ at: "signIn" });
        setClosing(keeper.busy);
        void keeper
          .close(() => armoire.lock())
          .catch(() => undefined)
          .then(() => {
            setClosing(false);
            remember();
          });
      },
      welcome: (keys: NewKeys) => {
        setReason(undefined);
        setCreated(keys);
        remember();
        way.restart({ at: "words" });
      },
      enter: (safe?: true) => {
        setReason(undefined);
        setCreated(undefined);
        remember();
        if (safe) way.restart({ at: "home", safe }, { at: "add", first: true });
        else way.restart({ at: "home" });
      },
    }),
    [armoire, keeper, server, remembered, remember, device, speech, way],
  );
  const { close } = setting;

  useEffect(
    () =>
      armoire.watch((event) => {
        if (event.kind === "closed") close(new ArmoireError(event.code));
      }),
    [armoire, close],
  );

  if (workerless) return null;
  return (
    <SettingContext.Provider value={setting}>
      {isInside(place) && <Locker place={place} />}
      {isWelcome(place) && created !== undefined && <Creation place={place} created={created} />}
      {!isInside(place) && !isWelcome(place) && (closing ? <Closing /> : <Door place={place} reason={reason} />)}
    </SettingContext.Provider>
  );
}

/**
 * What this device knows of its person: asked when the page comes, and again whenever a locker was opened or closed. Whose
 * own device it is meets the closed locker first, not the first screen.
 */
function useRemembered(armoire: Armoire, { moved, restart }: Way) {
  const [remembered, setRemembered] = useState<Remembered>();
  const remember = useCallback(() => {
    armoire.remembered().then(setRemembered, () => undefined);
  }, [armoire]);

  useEffect(remember, [remember]);

  const known = remembered?.handle !== undefined;
  useEffect(() => {
    if (known) void keepShell();
  }, [known]);

  useEffect(() => {
    if (known && !moved) restart({ at: "signIn" });
  }, [known]);

  return { remembered, remember };
}
