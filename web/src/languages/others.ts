import type { Language } from "./index";
import type { OthersTexts } from "./texts";

/** What the screens about other people say in a language; they come with those screens. */
export async function othersTextsOf(tag: Language): Promise<OthersTexts> {
  switch (tag) {
    case "fr":
      return (await import("./french/others")).others;
    case "en":
      return (await import("./english/others")).others;
    case "ar":
      return (await import("./arabic/others")).others;
  }
}
