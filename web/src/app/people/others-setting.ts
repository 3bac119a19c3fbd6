import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Texts } from "../../languages";
import type { OthersTexts } from "../../languages/texts";
import { useSetting, type Setting } from "../setting";

export const OthersTextsContext = createContext<OthersTexts | undefined>(undefined);

/** What the screens about other people may use: their texts come with them. */
export function useOthersSetting(): Setting & { texts: Texts & OthersTexts } {
  const setting = useSetting();
  const others = useContext(OthersTextsContext);
  if (others === undefined) throw new Error("a screen about other people stands elsewhere");
  return { ...setting, texts: { ...setting.texts, ...others } };
}
