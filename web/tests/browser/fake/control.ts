import { ArmoireError, type Armoire, type Lost } from "../../../src/bridge/bridge";
import type { FakeLent } from "./lent";
import type { Appointments } from "./meeting-methods";
import type { FakePeople } from "./people";

/** What a test holds of the fake, as `globalThis.fake`. */
export interface FakeControl {
  armoire: Armoire;
  /** The next calls of a method are refused with this code, until it is taken away. `sent` stops what is being sent. */
  refuse: Partial<Record<keyof Armoire, { code: string; detail?: Record<string, unknown> }>>;
  /** Sending stops at this percentage until `release` is called. */
  holdAt: number | undefined;
  release: () => void;
  signUp: "open" | "code" | "closed";
  /** Whether the device keeps anything. */
  keeps: boolean;
  /** Whether the server answers; changed by `connect`. */
  here: boolean;
  connect: (here: boolean) => void;
  /** Adds this many papers to the locker at once, as another device would have. */
  pile: (papers: number) => void;
  /** The service asks for a second code from now on. */
  requireSecondStep: () => void;
  /** What the service has lost; a test refuses besides what that stops. */
  lost: Lost | null;
  /** The server ends the session, or the worker closes by itself. */
  end: (code: string) => void;
  /** Whom the account knows, what waits for it, and what was lent to it: changed at will, and told to the page by `wake`. */
  others: FakePeople;
  lent: FakeLent;
  appointments: Appointments;
  wake: () => void;
  /** Every call, by its method. */
  calls: (keyof Armoire)[];
}

/** What the fake asks of the test. */
export interface Given {
  /** Answers in a later turn, as the real worker always does; refuses what the test wants refused. */
  answer: (method: keyof Armoire) => Promise<void>;
  /** Where sending stands still. */
  pass: (percent: number) => Promise<void>;
  control: FakeControl;
}

/** What the test may do to the fake. */
export interface Handles extends Armoire {
  pile(papers: number): void;
  requireSecondStep(): void;
  end(code: string): void;
  connection(here: boolean): void;
  readonly others: FakePeople;
  readonly lent: FakeLent;
  readonly appointments: Appointments;
  wake(): void;
}

export function startControl(make: (given: Given) => Handles): FakeControl {
  const control: FakeControl = {
    armoire: undefined as unknown as Armoire,
    refuse: {},
    holdAt: undefined,
    release: () => undefined,
    signUp: "open",
    keeps: true,
    lost: null,
    here: true,
    connect: (here) => {
      control.here = here;
      handles.connection(here);
    },
    pile: (papers) => {
      handles.pile(papers);
    },
    requireSecondStep: () => {
      handles.requireSecondStep();
    },
    end: (code) => {
      handles.end(code);
    },
    others: undefined as unknown as FakePeople,
    lent: undefined as unknown as FakeLent,
    appointments: undefined as unknown as Appointments,
    wake: () => {
      handles.wake();
    },
    calls: [],
  };
  const handles = make({
    control,
    answer: async (method) => {
      control.calls.push(method);
      await new Promise<void>((resolve) => {
        setTimeout(resolve, 0);
      });
      const refusal = control.refuse[method];
      if (refusal !== undefined) throw new ArmoireError(refusal.code, refusal.detail);
    },
    pass: async (percent) => {
      if (control.holdAt !== percent) {
        await Promise.resolve();
        return;
      }
      await new Promise<void>((resolve) => {
        control.release = () => {
          control.holdAt = undefined;
          resolve();
        };
      });
    },
  });
  control.armoire = handles;
  control.others = handles.others;
  control.lent = handles.lent;
  control.appointments = handles.appointments;
  Object.assign(globalThis, {
    fake: control,
    fakeCalls: (method: keyof Armoire) => control.calls.filter((called) => called === method).length,
  });
  return control;
}
