/** Parts of the program that come when they are used, and not with the first screen; refused as `network` where they don't arrive. */
export const parts = {
  /** An open locker. */
  inside: () => import("./inside"),
  signIn: () => import("./account/sign-in"),
  signUp: () => import("./account/sign-up"),
  unlock: () => import("./account/unlock"),
  rotation: () => import("./account/rotation"),
  near: () => import("../protocol/account/near-words"),
  ways: () => import("./ways/ways"),
  history: () => import("./history/history"),
  /** What a server lost. */
  loss: () => import("./locker/loss"),
  /** New keys for whom something is lent to. */
  boxes: () => import("./locker/boxes"),
  /** Somebody else's locker. */
  acting: () => import("./acting/part"),
  people: () => import("./people/people"),
  meetings: () => import("./people/meetings"),
  pocket: () => import("./pocket/pocket"),
  writeArchive: () => import("./archive/write"),
  readArchive: () => import("./archive/read"),
  frames: () => import("../protocol/act/frame"),
};

/** Fetches, while somebody types, what opens a locker then. Where it doesn't arrive, the opening says so. */
export const prepare = {
  words: () => {
    all(parts.inside(), parts.signIn().then(({ prepareWords }) => { prepareWords(); }));
  },
  pin: () => {
    all(parts.inside(), parts.unlock().then(({ prepareAge }) => { prepareAge(); }));
  },
};

function all(...coming: Promise<unknown>[]): void {
  Promise.all(coming).catch(() => undefined);
}
