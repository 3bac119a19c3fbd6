import { browser as arabic } from "./arabic/browser";
import { browser as english } from "./english/browser";
import { browser as french } from "./french/browser";

/** What can be wrong before the page starts; `public/check.js` finds it. */
const reasons = ["old", "insecure", "partial"] as const;

const languages = [
  { tag: "fr", direction: "ltr", texts: french },
  { tag: "en", direction: "ltr", texts: english },
  { tag: "ar", direction: "rtl", texts: arabic },
];

/** HTML for who can't start the page: every language at once, since none could be chosen. Written into the page when it is built. */
export function beforeStart(): { missing: string; noscript: string } {
  const sections = languages.map(
    ({ tag, direction, texts }) =>
      `<section lang="${tag}" dir="${direction}"><h1>${texts.title}</h1>` +
      reasons.map((reason) => `<p data-why="${reason}" hidden>${texts[reason]}</p>`).join("") +
      `<p><a href="/">${texts.reload}</a></p></section>`,
  );
  const lines = languages.map(({ tag, direction, texts }) => `<p lang="${tag}" dir="${direction}">${texts.script}</p>`);
  return {
    missing: `<main id="missing" hidden>${sections.join("")}<p id="missing-what" dir="ltr"></p></main>`,
    noscript: `<noscript><main>${lines.join("")}</main></noscript>`,
  };
}
