import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Texts } from "../../languages";
import type { AccountTexts } from "../../languages/texts";
import { useSetting, type Setting } from "../setting";

export const AccountTextsContext = createContext<AccountTexts | undefined>(undefined);

/** What the screens of the account may use: their texts come with them. */
export function useAccountSetting(): Setting & { texts: Texts & AccountTexts } {
  const setting = useSetting();
  const account = useContext(AccountTextsContext);
  if (account === undefined) throw new Error("a screen of the account stands elsewhere");
  return { ...setting, texts: { ...setting.texts, ...account } };
}
