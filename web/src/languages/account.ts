import type { Language } from "./index";
import type { AccountTexts } from "./texts";

/** What the screens of the account say in a language; they come once a locker is open. */
export async function accountTextsOf(tag: Language): Promise<AccountTexts> {
  switch (tag) {
    case "fr":
      return (await import("./french/account")).account;
    case "en":
      return (await import("./english/account")).account;
    case "ar":
      return (await import("./arabic/account")).account;
  }
}
