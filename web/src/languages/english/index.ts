import type { Texts } from "../texts";
import { door } from "./door";
import { hide } from "./hide";
import { locker } from "./locker";
import { paper } from "./paper";
import { englishRefusals } from "./refusals";
import { viewer } from "./viewer";
import { ways } from "./ways";

/** Plain English: present tense, short sentences; "you" explains, "I" and "my" act. */
export const english: Texts = {
  brand: "Armoire",
  wait: "One moment…",
  tools: {
    back: "Back",
    listen: "Listen",
    silence: "Stop",
    lock: "Lock",
    hide: "Hide",
  },

  ...door,
  ...locker,
  ...paper,
  ...hide,
  ...viewer,
  ...ways,

  trouble: {
    title: "The locker stays closed",
    again: "Try again",
    code: (code) => `For the front desk: ${code}`,
  },

  refusals: englishRefusals,

  exactly: {
    words_unknown: (word) => `Word ${word} isn’t in the list. Look at it.`,
    words_ambiguous: (word) => `Write word ${word} in full.`,
    card_group: (group) => `Group ${group} has a mistake. Look at your card.`,
    too_many_tries: (minutes) => (minutes === 1 ? "Too many tries. Wait 1 minute." : `Too many tries. Wait ${minutes} minutes.`),
  },
};
