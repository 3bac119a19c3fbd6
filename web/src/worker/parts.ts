import { ArmoireError } from "../bridge/bridge";

/** Parts of the program that come when they are used, and not with the first screen. */
export const parts = {
  /** An open locker. */
  inside: () => arrived(import("./inside")),
  signIn: () => arrived(import("./account/sign-in")),
  signUp: () => arrived(import("./account/sign-up")),
  unlock: () => arrived(import("./account/unlock")),
  rotation: () => arrived(import("./account/rotation")),
  near: () => arrived(import("../protocol/account/near-words")),
  ways: () => arrived(import("./ways/ways")),
  history: () => arrived(import("./history/history")),
  /** What a server lost. */
  loss: () => arrived(import("./locker/loss")),
  /** New keys for whom something is lent to. */
  boxes: () => arrived(import("./locker/boxes")),
  /** Somebody else's locker. */
  acting: () => arrived(import("./acting/part")),
  people: () => arrived(import("./people/people")),
  meetings: () => arrived(import("./people/meetings")),
  pocket: () => arrived(import("./pocket/pocket")),
  writeArchive: () => arrived(import("./archive/write")),
  readArchive: () => arrived(import("./archive/read")),
  frames: () => arrived(import("../protocol/act/frame")),
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

/** Where a part doesn't arrive, the network is away. */
function arrived<T>(part: Promise<T>): Promise<T> {
  return part.catch(() => {
    throw new ArmoireError("network");
  });
}
