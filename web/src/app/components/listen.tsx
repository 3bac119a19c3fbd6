import { useEffect, useState } from "preact/hooks";
import { useSetting } from "../setting";
import { Tool } from "./tool";

/**
 * Reads the screen's sentence aloud. Only voices that live on the device are used: others send what they read to
 * whoever made the browser. Without such a voice there is no button.
 */
export function Listen({ say }: { say: string }) {
  const { texts } = useSetting();
  const speech = useSpeech(say);
  if (speech === undefined) return null;
  const { speaking, toggle } = speech;
  return (
    <Tool
      name={speaking ? "silence" : "ear"}
      word={speaking ? texts.tools.silence : texts.tools.listen}
      pressed={speaking}
      onClick={toggle}
    />
  );
}

/** The same for a button of another shape; nothing where there is no voice. */
export function useSpeech(say: string): { speaking: boolean; toggle: () => void } | undefined {
  const { language } = useSetting();
  const voice = useVoice(language.tag);
  const [speaking, setSpeaking] = useState(false);

  useEffect(
    () => () => {
      if ("speechSynthesis" in globalThis) speechSynthesis.cancel();
    },
    [say],
  );

  if (voice === undefined) return undefined;

  const toggle = () => {
    speechSynthesis.cancel();
    if (speaking) {
      setSpeaking(false);
      return;
    }
    const utterance = new SpeechSynthesisUtterance(say);
    utterance.voice = voice;
    utterance.lang = voice.lang;
    utterance.onend = utterance.onerror = () => {
      setSpeaking(false);
    };
    setSpeaking(true);
    speechSynthesis.speak(utterance);
  };
  return { speaking, toggle };
}

/** A voice of this device for a language. The list comes late in some browsers. */
function useVoice(tag: string): SpeechSynthesisVoice | undefined {
  const [voice, setVoice] = useState<SpeechSynthesisVoice>();

  useEffect(() => {
    if (!("speechSynthesis" in globalThis)) return undefined;
    const choose = () => {
      setVoice(speechSynthesis.getVoices().find(({ localService, lang }) => localService && lang.startsWith(tag)));
    };
    choose();
    speechSynthesis.addEventListener("voiceschanged", choose);
    return () => {
      speechSynthesis.removeEventListener("voiceschanged", choose);
    };
  }, [tag]);

  return voice;
}
