import { useState } from "preact/hooks";
import type { Introduction } from "../../bridge/bridge";
import { Box } from "../components/box";
import { Field } from "../components/field";
import { useOthersSetting } from "./others-setting";

/** Longest of what people write of themselves, in characters: below the protocol's bytes in any script. */
export const longest = { name: 80, words: 300 };

/** What is typed of an introduction; the name alone has to be there. */
export interface Typed {
  words: Record<keyof Introduction, string>;
  type: (key: keyof Introduction, text: string) => void;
  /** Without what was left empty; nothing while the name is missing. */
  given: Introduction | undefined;
}

const empty = { name: "", organisation: "", site: "", mission: "", reach: "" };

export function useTyped(first: Introduction | undefined): Typed {
  const [words, setWords] = useState<Typed["words"]>({ ...empty, ...first });
  const type = (key: keyof Introduction, text: string) => {
    setWords((before) => ({ ...before, [key]: text }));
  };
  return { words, type, given: givenOf(words) };
}

function givenOf(words: Typed["words"]): Introduction | undefined {
  const name = words.name.trim();
  if (name === "") return undefined;
  const rest = (["organisation", "site", "mission", "reach"] as const).flatMap((key) => {
    const text = words[key].trim();
    return text === "" ? [] : [[key, text] as const];
  });
  return { name, ...Object.fromEntries(rest) };
}

/** One's own name as others read it; a service's people say more. */
export function IntroductionFields({ typed: { words, type } }: { typed: Typed }) {
  const { texts } = useOthersSetting();
  const { introduce } = texts;
  const [more, setMore] = useState(words.organisation + words.site + words.mission !== "");
  const field = (key: keyof Introduction) => ({
    value: words[key],
    onInput: (text: string) => {
      type(key, text);
    },
  });
  return (
    <>
      <Field label={introduce.name} longest={longest.name} {...field("name")} />
      <Box label={introduce.more} why={introduce.moreWhy} ticked={more} onTick={setMore} />
      {more && (
        <>
          <Field label={introduce.organisation} longest={longest.name} {...field("organisation")} />
          <Field label={introduce.site} longest={longest.name} {...field("site")} />
          <Field label={introduce.mission} longest={longest.words} {...field("mission")} />
        </>
      )}
      <Field label={introduce.reach} hint={introduce.reachHint} longest={longest.words} {...field("reach")} />
    </>
  );
}
