import { apart } from "../apart";
import type { viewer as french } from "../french/viewer";

/** A paper on the screen: its pages, nearer and farther, and why it isn't shown. */
export const viewer: typeof french = {
  viewer: {
    opening: "The paper is opening…",
    frame: (paper) => `Pages of “${apart(paper)}”`,
    tools: "Look at the paper",
    page: (page, pages) => `Page ${page} of ${pages}`,
    previous: "Previous",
    next: "Next",
    nearer: "Larger",
    farther: "Smaller",
    locked: "This paper has a password.",
    password: "Password of the paper",
    passwordStays: "It stays on this device.",
    unlock: "Open this paper",
    wrong: "That isn’t the password. Try again.",
    partial: "A picture on this page is too large to be shown.",
    big: "This picture is too large for this screen. You can save it.",
    heic: "This photo is in the HEIC format. Save it to see it.",
    trouble: {
      away: "The PDF reader doesn’t arrive. Check the network.",
      slow: "This PDF is too heavy for this device. You can save it.",
      broken: "This PDF is damaged. You can save it.",
      page: "This page is damaged. You can save the paper.",
    },
  },
};
