import { useEffect, useMemo, useState } from "preact/hooks";
import type { Armoire, Server } from "../bridge/bridge";
import { keepLanguage, textsOf, type Language, type Speech } from "../languages";
import { Creation } from "./create/creation";
import { Door } from "./door/door";
import { Locker } from "./locker/locker";
import { SettingContext, type NewKeys, type Setting } from "./setting";
import { isInside, isWelcome, useWay } from "./way";

/** The whole page: closed door, new locker, or open locker, by the place where the person stands. */
export function App({ armoire, speech: first }: { armoire: Armoire; speech: Speech }) {
  const [speech, setSpeech] = useState(first);
  const [server, setServer] = useState<Server>();
  const [created, setCreated] = useState<NewKeys>();
  const [reason, setReason] = useState<unknown>();
  const way = useWay({ at: "first" });
  const { place } = way;

  useEffect(() => {
    armoire.server().then(setServer, () => undefined);
  }, [armoire]);

  useEffect(() => {
    document.documentElement.lang = speech.entry.tag;
    document.documentElement.dir = speech.entry.direction;
  }, [speech]);

  const setting = useMemo<Setting>(
    () => ({
      armoire,
      server,
      texts: speech.texts,
      language: speech.entry,
      way,
      speak: (tag: Language) => {
        keepLanguage(tag);
        void textsOf(tag).then(setSpeech);
      },
      // The screen goes first, the keys at the same moment: neither waits for the other.
      close: (why?: unknown) => {
        setReason(why);
        setCreated(undefined);
        way.restart({ at: "signIn" });
        void armoire.lock();
      },
      welcome: (keys: NewKeys) => {
        setReason(undefined);
        setCreated(keys);
        way.restart({ at: "words" });
      },
      enter: (safe?: true) => {
        setReason(undefined);
        setCreated(undefined);
        way.restart({ at: "home", ...(safe && { safe }) });
      },
    }),
    [armoire, server, speech, way],
  );

  return (
    <SettingContext.Provider value={setting}>
      {isInside(place) && <Locker place={place} />}
      {isWelcome(place) && created !== undefined && <Creation place={place} created={created} />}
      {!isInside(place) && !isWelcome(place) && <Door place={place} reason={reason} />}
    </SettingContext.Provider>
  );
}
