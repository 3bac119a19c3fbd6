import { apart } from "../apart";
import type { paper as french } from "../french/paper";

/** One paper. */
export const paper: typeof french = {
  paper: {
    say: "Here is your paper. It is a copy, not the original.",
    copy: "Copy, not the original",
    opening: "The paper is opening…",
    big: "Show it large",
    turn: "Turn",
    save: "Copy",
    saveFile: "Save on this device",
    print: "Print",
    printPage: "Print this page",
    printPageWhy: "One page at a time.",
    rename: "Rename",
    move: "Move",
    trash: "Bin it",
    more: "More",
    notShown: "This paper can’t be shown here yet. You can save it.",
    brokenPicture: "This picture can’t be shown. You can save it.",
    altered: (paper) => `“${apart(paper)}” is damaged: nothing of it is shown.`,
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
    go: (shelf) => `Move to ${apart(shelf)}`,
    here: "The paper is here",
  },

  paperMore: {
    title: "This paper",
    say: "Replace this paper, see its versions, or bin it.",
    replace: "Replace",
    replaceWhy: "With a newer photo or file.",
    versions: "Versions",
    versionsWhy: "See an earlier one, or take it back.",
    trash: "Bin it",
    trashWhy: "It goes to the bin. You can put it back.",
    lend: "Lend",
    lendWhy: "You choose to whom, and until when.",
  },

  replace: {
    title: "A new version",
    say: "Take a photo, or choose a file. The old version stays.",
    lead: "The old version stays under “Versions”.",
    go: "Yes, replace it",
    none: "A paper to keep is missing",
    done: "The new version is kept.",
  },

  versions: {
    title: "Versions",
    say: "Here are this paper’s versions, the newest on top.",
    version: (version) => `Version ${version}`,
    current: "Current version",
    line: (day, size) => `${day}, ${size} MB`,
    only: "This paper has one version only.",
    restore: "Take this version back",
    restored: "This version is the current one again.",
    of: (paper, version) => `${apart(paper)}, version ${version}`,
  },
};
