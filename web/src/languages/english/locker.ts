import type { locker as french } from "../french/locker";

/** The open locker: shelves, adding, the bin. */
export const locker: typeof french = {
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
};
