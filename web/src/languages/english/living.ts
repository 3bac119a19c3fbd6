import { apart } from "../apart";
import type { living as french } from "../french/living";

/** How one lives with the locker, and the list on paper. */
export const living: typeof french = {
  mode: {
    title: "My locker and I",
    say: "Three ways to go about it. You change whenever you like.",
    lead: "You change whenever you like.",
    now: "Today",
    choose: "Choose the person",
    another: "Add somebody",
    goName: (go, mode) => `${go}: ${mode}`,
    alone: { name: "On my own", why: "Nobody else tidies here." },
    with: { name: "Learning with someone", why: "This person sees, adds and tidies with me." },
    run: { name: "Run with someone", why: "This person tidies, answers and lends, in their own name." },
    takeAllName: (names) => `Take everything back from ${names}`,
    takeAllWhy: "At once. Nothing is announced before.",
    taken: (names) => `Everything is taken back from ${names}. What was seen stays seen.`,
    seesWhy: "Other loans don’t change.",
  },

  ended: {
    title: "It is over, as planned",
    say: "This loan is over. You can make new keys.",
    what: (who, day) => `${who} has had no access to your locker since ${day}.`,
    go: "Make new keys",
    seen: "What was seen stays seen.",
    why: "Somebody may know your words, or your card. Change them.",
    words: "New words",
    wordsWhy: "The old ones open nothing any more.",
    card: "A new card",
    cardWhy: "The old one opens nothing any more.",
    modeWhy: "On your own, or with someone.",
  },

  listOut: {
    row: "Keep my list",
    rowWhy: "On paper, as PDF, or in the phone.",
    title: "My list",
    say: "Here is your list. Print it, keep it as PDF, or save the contacts.",
    heading: "Who helps me",
    referent: "Referent",
    before: "With those of before",
    printedOn: (day) => `List of ${day}`,
    how: "A window opens. Choose a printer, or “PDF”.",
    silent: "Nothing opens? Try with another browser, or save the contacts.",
    print: "Print or keep as PDF",
    save: "Save the contacts",
    saveOne: "Save this contact",
    saveOneWhy: "Into the phone’s address book.",
    caution: "Outside the locker, others can read this list.",
    file: "Who helps me",
  },

  journalFilter: {
    title: "Show",
    all: "Everything",
    saw: "Seen",
    wrote: "Written",
    lent: "Lent",
    who: "Who",
    everybody: "Everybody",
    me: "Me",
    none: "Nothing of the kind here.",
  },

  twoHistories: {
    what: (name) => `The service shows ${apart(name)} another history of your locker.`,
    then: "What comes from this person isn’t taken in. Compare face to face.",
  },
};
