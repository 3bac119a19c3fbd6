import { isFields, isInteger, type Fields } from "../protocol/canonical";
import { isId, type Id } from "../protocol/id";
import type { Tabs } from "./device/tabs";
import type { Surroundings } from "./world";

const EVENTS = "/api/v1/events";
/** Longer than any event. */
const LONGEST = 1024;

/** What tabs tell each other of what the server says. */
type Word = { kind: "head"; seq: number } | { kind: "ended" } | { kind: "people" } | { kind: "here"; here: boolean };

export interface Wakened {
  /** The locker may have acts up to this one. */
  head(seq: number): void;
  /** The session is over. */
  ended(): void;
  /** An invitation was answered, or what was lent to this account has changed. */
  people(): void;
  /** The server answers, or no longer. */
  here(here: boolean): void;
}

/** Wakes every open tab when something changed on the server; only the tab that leads has a connection for that. */
export class Waking {
  readonly #locker: Id;
  readonly #tabs: Tabs;
  readonly #hear: Surroundings["hear"];
  readonly #wakened: Wakened;

  constructor(locker: Id, tabs: Tabs, hear: Surroundings["hear"], wakened: Wakened) {
    this.#locker = locker;
    this.#tabs = tabs;
    this.#hear = hear;
    this.#wakened = wakened;
  }

  /** Hears what the leading tab tells. */
  start(): void {
    this.#tabs.listen((message) => {
      if (isWord(message)) this.#take(message);
    });
  }

  /** Leads, until what this gives is called. */
  lead(): () => void {
    return this.#hear(EVENTS, {
      events: ["head", "ended", "mailboxes", "lent"],
      event: (name, data) => {
        const word: Word | null = name === "head" ? this.#headOf(data) : { kind: name === "ended" ? "ended" : "people" };
        if (word !== null) this.#tell(word);
      },
      connection: (here) => {
        this.#tell({ kind: "here", here });
      },
    });
  }

  #tell(word: Word): void {
    this.#tabs.post(word);
    this.#take(word);
  }

  #take(word: Word): void {
    if (word.kind === "head") this.#wakened.head(word.seq);
    else if (word.kind === "ended") this.#wakened.ended();
    else if (word.kind === "people") this.#wakened.people();
    else this.#wakened.here(word.here);
  }

  /** `{"locker","seq"}`; anything else wakes nobody. */
  #headOf(data: string): Word | null {
    if (data.length > LONGEST) return null;
    const { locker, seq } = parse(data);
    return isId(locker) && locker === this.#locker && isInteger(seq) ? { kind: "head", seq } : null;
  }
}

function isWord(value: unknown): value is Word {
  if (!isFields(value)) return false;
  const { kind, seq, here } = value;
  return kind === "ended" || kind === "people" || (kind === "head" && isInteger(seq)) || (kind === "here" && typeof here === "boolean");
}

function parse(data: string): Fields {
  try {
    const value: unknown = JSON.parse(data);
    return isFields(value) ? value : {};
  } catch {
    return {};
  }
}
