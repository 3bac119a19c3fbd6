import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { ArmoireError, type Armoire, type DeviceUse, type Remembered, type Server } from "../bridge/bridge";
import { endWithPage } from "../bridge/leave";
import { codeOf } from "../languages/refusal";
import { forgetLanguage, keepLanguage, textsOf, type Language, type Speech } from "../languages";
import { Creation } from "./create/creation";
import { Door } from "./door/door";
import { wear } from "./hide/guise";
import { HiddenScreen } from "./hide/hidden";
import { forgetPreferences, isHidden, keepHidden, keepPreferences, preferences as keptPreferences, type Preferences } from "./hide/preferences";
import { useQuickHide } from "./hide/quick";
import { Keeper } from "./locker/keeper";
import { Locker } from "./locker/locker";
import { Closing } from "./locker/opening";
import { takeInvitation } from "./people/invitation";
import { PocketScreens } from "./pocket/pocket";
import { keepShell } from "./shell";
import { cannotStart } from "./start";
import { SettingContext, type NewKeys, type Setting } from "./setting";
import { isInside, isPocket, isWelcome, useWay, type DoorPlace, type HiddenPlace, type InsidePlace, type Way } from "./way";

interface Props {
  armoire: Armoire;
  speech: Speech;
  /** Somebody's link that the page was opened with; it waits until a locker is open. */
  invitation: string | undefined;
}

/** The whole page: closed door, new locker, or open locker, by the place where the person stands. */
export function App({ armoire, speech: first, invitation }: Props) {
  const [speech, setSpeech] = useState(first);
  const [server, setServer] = useState<Server>();
  const [created, setCreated] = useState<NewKeys>();
  const [reason, setReason] = useState<unknown>();
  // Nobody may open a locker before papers of the one that closes are sealed.
  const [closing, setClosing] = useState(false);
  const [workerless, setWorkerless] = useState(false);
  const [device, use] = useState<DeviceUse>("mine");
  const [invited, invite] = useState(invitation);
  const [preferences, setPreferences] = useState(keptPreferences);
  const keeper = useMemo(() => new Keeper(armoire), [armoire]);
  const way = useWay(useMemo(() => ({ at: isHidden() ? "hidden" : "first" }), []));
  const { place } = way;
  const { remembered, remember } = useRemembered(armoire, way);

  useEffect(() => {
    armoire.server().then(setServer, (error: unknown) => {
      if (codeOf(error) !== "browser") return;
      setWorkerless(true);
      cannotStart();
    });
  }, [armoire]);

  useLayoutEffect(() => {
    document.documentElement.lang = speech.entry.tag;
    document.documentElement.dir = speech.entry.direction;
  }, [speech]);

  const { discreet } = preferences;
  const isNeutral = place.at === "hidden";
  useLayoutEffect(() => {
    wear(speech, isNeutral ? speech.texts.hidden.title : discreet);
  }, [speech, isNeutral, discreet]);

  const setting = useMemo<Setting>(() => {
    // The screen goes first, the keys at the same moment, but for a paper that is just being sealed: it is kept first.
    const shut = (to: DoorPlace | HiddenPlace, why?: unknown) => {
      setReason(why);
      setCreated(undefined);
      invite(undefined);
      way.restart(to);
      setClosing(keeper.busy);
      void armoire.pocketClose().catch(() => undefined);
      void keeper
        .close(() => armoire.lock())
        .catch(() => undefined)
        .then(() => {
          setClosing(false);
          void remember();
        });
    };
    return {
      armoire,
      keeper,
      server,
      remembered,
      remember,
      device,
      use,
      invited: invited !== undefined,
      texts: speech.texts,
      language: speech.entry,
      way,
      speak: (tag: Language) => {
        keepLanguage(tag);
        void textsOf(tag).then(setSpeech);
      },
      close: (why?: unknown) => {
        shut({ at: "signIn" }, why);
      },
      hide: () => {
        // Name and icon don't wait until the screen is drawn.
        wear(speech, speech.texts.hidden.title);
        keepHidden(true);
        shut({ at: "hidden" });
      },
      unhide: () => {
        keepHidden(false);
        way.restart({ at: "signIn" });
      },
      preferences,
      prefer: (next: Preferences) => {
        setPreferences(next);
        if (remembered?.handle !== undefined) keepPreferences(next);
      },
      welcome: (keys: NewKeys) => {
        setReason(undefined);
        setCreated(keys);
        void remember();
        way.restart({ at: keys.keys.words === undefined ? "card" : "words" });
      },
      enter: (to?: "safe" | InsidePlace) => {
        // Choices of whoever used this device before are theirs, and ours don't outlive the page.
        if (device === "shared" && remembered?.handle === undefined) {
          forgetPreferences();
          forgetLanguage();
        }
        setReason(undefined);
        setCreated(undefined);
        void remember();
        if (invited !== undefined && (to === undefined || to === "safe")) {
          invite(undefined);
          way.restart({ at: "home", ...(to === "safe" && { safe: true }) }, { at: "others", show: "join", text: invited });
        } else if (to === "safe") way.restart({ at: "home", safe: true }, { at: "add", first: true });
        else way.restart({ at: "home" }, to);
      },
    };
  }, [armoire, keeper, server, remembered, remember, device, invited, speech, preferences, way]);
  const { close, hide } = setting;
  useQuickHide(isInside(place) || isPocket(place), hide);
  useLinks((text) => {
    if (isInside(place)) way.go({ at: "others", show: "join", text });
    else invite(text);
  });

  // With the screen: what is told while one hides must not find the screen before it.
  useLayoutEffect(
    () =>
      armoire.watch((event) => {
        // Whoever hid has closed already, and stays hidden.
        if (event.kind === "closed" && !isNeutral) close(new ArmoireError(event.code));
      }),
    [armoire, close, isNeutral],
  );

  // Where nothing is kept, the session doesn't outlive the page either.
  const passes = isInside(place) && remembered !== undefined && remembered.handle === undefined;
  useLayoutEffect(() => {
    endWithPage(passes);
  }, [passes]);

  if (workerless) return null;
  const isDoor = !isInside(place) && !isWelcome(place) && !isPocket(place) && place.at !== "hidden";
  return (
    <SettingContext.Provider value={setting}>
      {isInside(place) && <Locker place={place} />}
      {isWelcome(place) && created !== undefined && <Creation place={place} created={created} />}
      {place.at === "hidden" && <HiddenScreen />}
      {isPocket(place) && <PocketScreens place={place} />}
      {isDoor && (closing ? <Closing /> : <Door place={place} reason={reason} />)}
    </SettingContext.Provider>
  );
}

/** A link that is opened while the page is there already. */
function useLinks(onInvitation: (text: string) => void): void {
  const tell = useRef(onInvitation);
  tell.current = onInvitation;
  useLayoutEffect(() => {
    const look = () => {
      const text = takeInvitation();
      if (text !== undefined) tell.current(text);
    };
    addEventListener("hashchange", look);
    return () => {
      removeEventListener("hashchange", look);
    };
  }, []);
}

/**
 * What this device knows of its person: asked when the page comes, and again whenever a locker was opened or closed. Whose
 * own device it is meets the closed locker first, not the first screen.
 */
function useRemembered(armoire: Armoire, { moved, restart }: Way) {
  const [remembered, setRemembered] = useState<Remembered>();
  const remember = useCallback(() => armoire.remembered().then(setRemembered, () => undefined), [armoire]);

  useEffect(() => void remember(), [remember]);

  const known = remembered?.handle !== undefined;
  useEffect(() => {
    if (known) void keepShell();
  }, [known]);

  useEffect(() => {
    if (known && !moved && !isHidden()) restart({ at: "signIn" });
  }, [known]);

  return { remembered, remember };
}
