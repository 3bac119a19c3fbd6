import type { Armoire } from "../../../src/bridge/bridge";
import { Fake } from "./armoire";
import { startControl } from "./control";

export type { FakeControl } from "./control";

/**
 * A locker in the page's memory, for tests of the screens alone: the states and refusals of the real worker can be
 * called up at will. It stands in for `src/bridge/client` in the test's own build, and is never shipped.
 */
export function connect(): Armoire {
  return control.armoire;
}

const control = startControl((given) => new Fake(given));
