import type { browser as french } from "../french/browser";

/** Said before any language is chosen, where the page can't start. */
export const browser: typeof french = {
  title: "The locker doesn’t open here",
  script: "JavaScript is switched off. The locker needs it to open.",
  old: "This browser is too old. Try Firefox or Chrome, up to date.",
  insecure: "This address isn’t protected. It must begin with https.",
  partial: "The page didn’t arrive whole. Load it again.",
  reload: "Load again",
};
