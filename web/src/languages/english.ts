import { englishRefusals } from "./english-refusals";
import type { Texts } from "./texts";

/** Plain English: present tense, short sentences; "you" explains, "I" and "my" act. */
export const english: Texts = {
  brand: "Armoire",
  wait: "One moment…",
  tools: {
    back: "Back",
    listen: "Listen",
    silence: "Stop",
    lock: "Lock",
  },

  first: {
    title: "Your papers, in a safe place",
    alone: "Nobody else can open them.",
    free: "No e-mail, no phone number.",
    say: "Your papers are safe here. The yellow button creates your locker.",
    languages: "Language",
    create: "Create my locker",
    card: "I have a recovery card",
    words: "Open with my words",
    full: "Only existing lockers open here.",
  },

  create: {
    title: "What shall we call you?",
    say: "Type a first name or a nickname. It helps you open.",
    name: "My first name or nickname",
    handle: "Your locker’s name:",
    other: "Another one",
    code: "Code from the front desk",
    go: "Create my locker",
  },

  words: {
    title: "Your five words",
    newTitle: "Your new words",
    say: "Write down your locker’s name and your five words. They open your locker.",
    handle: "My locker’s name",
    list: "My five words",
    numberList: "My five numbers",
    asNumbers: "As numbers",
    asWords: "As words",
    caution: "Whoever has these words can open.",
    keep: "Write them on paper, for you alone.",
    oldGone: "The old words open nothing now.",
    go: "I wrote them down",
  },

  card: {
    title: "Your recovery card",
    short: "Recovery card",
    lead: "Phone lost? It reopens everything.",
    say: "This card reopens your locker. Keep it somewhere else.",
    square: "Square to scan",
    groups: "Or the 9 groups",
    hide: "Hide",
    show: "Show",
    hidden: "The card is hidden.",
    caution: "Whoever has this card can open.",
    away: "Keep it away from this phone.",
    print: "Print the card",
    copied: "I have my card",
    cut: "Cut along the dashes, fold in the middle.",
    address: "Address",
    nameless: "Your name isn’t on it.",
    howTitle: "How to use it",
    how: [
      "Take any phone, even a borrowed one.",
      "Go to the address. Touch “I have a recovery card”.",
      "Type the 9 groups of digits.",
      "You get new words. The old ones open nothing.",
    ],
    whereTitle: "Where to keep it",
    where: ["Away from your phone.", "With someone you trust, or in another pocket.", "Two cards are better than one."],
    open: "The bottom of this page isn’t secret.",
  },

  proof: {
    title: "Is your card ready?",
    say: "Take your card. Type the group asked for.",
    ask: (group) => `Group ${group} of my card`,
    look: "See my card again",
    go: "This is my card",
    wrong: (group) => `This isn’t group ${group}. Look at your card.`,
  },

  signIn: {
    title: "Open my locker",
    say: "Type your locker’s name, then your five words.",
    handle: "My locker’s name",
    handleExample: "A first name and 4 digits",
    words: "My five words, or five numbers",
    go: "Open my locker",
    card: "Words lost? I have my card",
  },

  recover: {
    title: "The digits of your card",
    say: "Type the nine groups of your recovery card.",
    lead: "9 groups of 6 digits, in order.",
    groups: "Groups of my card",
    group: (group) => `Group ${group}`,
    go: "Reopen my locker",
    short: (group) => `Group ${group} needs 6 digits.`,
    caution: "You get new words. Other devices are signed out.",
  },

  shelves: {
    id: "Identity",
    health: "Health",
    home: "Housing",
    money: "Money",
    work: "Work",
    box: "Other",
  },

  home: {
    title: "My locker",
    say: "Here is your locker. The yellow button adds a paper.",
    shelves: "My shelves",
    latest: "Latest papers",
    empty: "Your first paper comes here.",
    add: "Add a paper",
    bin: "Bin",
    more: "More",
    safe: "Your locker is safe. You can reopen it in two ways.",
    counted: (papers) => (papers === 1 ? "1 paper" : `${papers} papers`),
  },

  shelf: {
    say: (shelf) => `Shelf: ${shelf}. Touch a paper to open it.`,
    empty: "This shelf is empty.",
    add: "Add a paper here",
  },

  state: {
    waiting: "Waiting its turn",
    sealing: "Being locked",
    sending: (percent) => `Sending ${percent}%`,
    bar: "Sending",
    sent: "Sent",
    failed: "Not sent. Touch to try again",
  },

  add: {
    title: "Add a paper",
    say: "Take a photo, or choose a file.",
    camera: "Take a photo",
    file: "Choose on this phone",
    size: "50 MB at most for each paper.",
    photoName: (day, time) => `Photo of ${day}, ${time}`,
  },

  keep: {
    title: "Is the whole paper there?",
    titleFiles: "Where does it go?",
    say: "Look at the paper. Choose its shelf. Then touch the yellow button.",
    chosen: "Chosen papers",
    where: "Shelf",
    again: "One more paper",
    remove: (paper) => `Remove ${paper}`,
    lies: (kind) => `In truth, this is ${kind}. It is kept as that.`,
    unknown: "This file stays as it is. It can’t be shown here.",
    empty: "This file is empty. There is nothing to keep.",
    big: "This file is over 50 MB. Choose a lighter one.",
    unreadable: "This file can’t be read. Choose it again.",
    go: (papers) => (papers === 1 ? "Yes, keep this paper" : `Yes, keep ${papers} papers`),
    none: "A paper to keep is missing",
  },

  kinds: {
    jpeg: "a JPEG photo",
    png: "a PNG picture",
    gif: "a GIF picture",
    webp: "a WebP picture",
    avif: "an AVIF picture",
    heic: "a HEIC photo",
    pdf: "a PDF document",
    zip: "a compressed folder",
    text: "text",
    other: "another kind of file",
  },

  paper: {
    say: "Here is your paper. It is a copy, not the original.",
    copy: "Copy, not the original",
    opening: "The paper is opening…",
    big: "Show it large",
    turn: "Turn",
    save: "Copy",
    saveFile: "Save on this device",
    rename: "Rename",
    move: "Move",
    trash: "Bin it",
    notShown: "This paper can’t be shown here yet. You can save it.",
    brokenPicture: "This picture can’t be shown. You can save it.",
    altered: (paper) => `“${paper}” is damaged: nothing of it is shown.`,
    alteredMore: "Your other papers open. Tell the front desk.",
    saveCaution: "A copy stays on this device.",
    added: (day) => `Added on ${day}`,
  },

  rename: {
    title: "Another name",
    say: "Type the paper’s new name.",
    name: "Name of the paper",
    go: "Keep this name",
    long: "This name is too long. Shorten it.",
  },

  move: {
    title: "Where does it go?",
    say: "Touch the shelf. Then touch the yellow button.",
    go: (shelf) => `Move to ${shelf}`,
    here: "The paper is here",
  },

  bin: {
    title: "Bin",
    say: "Here are the papers you binned. You can put them back.",
    empty: "The bin is empty.",
    restore: "Put back",
    restoreName: (paper) => `Put back ${paper}`,
    trashed: "Paper put into the bin.",
    restored: "Paper put back in its place.",
    undo: "Put back",
    since: (day) => `Binned on ${day}`,
  },

  more: {
    title: "More",
    say: "Here you change the language, or leave this device.",
    leave: "Leave this device",
    leaveWhy: "This device forgets your locker. Your papers stay safe.",
    unsent: (papers) => (papers === 1 ? "1 paper isn’t sent yet." : `${papers} papers aren’t sent yet.`),
    address: "Address of the locker",
  },

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
