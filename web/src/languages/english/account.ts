import type { account as french } from "../french/account";

/** What belongs to the whole account and to this device. */
export const account: typeof french = {
  more: {
    title: "More",
    say: "Here you change the language, or leave this device.",
    leave: "Leave this device",
    leaveWhy: "This device forgets your locker. Your papers stay safe.",
    unsent: (papers) => (papers === 1 ? "1 paper isn’t sent yet." : `${papers} papers aren’t sent yet.`),
    address: "Address of the locker",
  },
};
