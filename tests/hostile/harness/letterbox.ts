import type { Act } from "../../../web/src/protocol/act/act";
import type { ObjectName } from "../../../web/src/protocol/act/body";
import { hashOf, utf8, type Bytes, type Hash } from "../../../web/src/protocol/bytes";
import { randomId, type Id } from "../../../web/src/protocol/id";
import { newestEpoch } from "../../../web/src/protocol/log/state";
import { randomSalt } from "../../../web/src/protocol/salt";
import { sealTo } from "../../../web/src/protocol/to";
import { Chronicle, type Signer } from "./chronicle";
import type { Insider } from "./insider";
import type { Tamper } from "./proxy";
import { optional, serveLog } from "./tampers";

const BLOCK = 512;

/** An act, as a box names it. */
export type Head = readonly [seq: number, hash: Hash];

/** What a box says. What isn't given is as it must be. */
export interface Said {
  form: string;
  /** As JSON has it, or the very text of it. */
  label: object | { text: string };
  author?: Id;
  locker?: Id;
  node?: Id;
  epoch?: number;
  objects?: readonly ObjectName[];
  /** Newest acts: of the author's own locker, and of the holder's as the author has seen it. */
  own?: Head;
  seen?: Head;
  /** Instead of the spaces that fill the last block: other text, another character, or some spaces more. */
  pad?: string;
  fill?: string;
  more?: number;
}

/** What the deposit's act says of it. */
export interface Handed {
  node?: Id;
  objects?: readonly ObjectName[];
  /** Instead of one that is sealed now. */
  file?: Bytes;
  /** Milliseconds after the newest act. */
  after?: number;
}

/**
 * A holder's log into which others hand whatever they like: each act good and signed, each box sealed to the holder's inbox. Nobody's client
 * would write it, so that nothing but the reader's checks keeps it out.
 */
export class Letterbox {
  readonly #log: Chronicle;
  readonly #files = new Map<number, Bytes>();
  readonly #inbox: string;

  /** After what the holder has, or after `acts`, the first of these. */
  constructor(holder: Insider, acts: readonly Act[] = holder.acts) {
    this.#log = new Chronicle(holder, acts);
    this.#inbox = inboxOf(holder.acts);
  }

  /** Milliseconds since 1970, of the newest act. */
  get time(): number {
    return this.#log.locker.time;
  }

  /** The next deposit, whatever the rules say of it. */
  async write(by: Signer, said: Said, handed: Handed = {}): Promise<Act> {
    const { locker } = this.#log;
    const node = handed.node ?? said.node ?? randomId();
    const objects = handed.objects ?? said.objects ?? [];
    const place = { author: by.account, locker: locker.id, epoch: newestEpoch(locker.keys), node, objects };
    const file = handed.file ?? (await sealTo("mlkem768x25519", this.#inbox, boxJson({ ...place, ...said })));
    const act = this.#log.write({ form: "deposit", kind: "deposit", salt: randomSalt(), node, objects: [...objects], box: hashOf(file) }, by, handed.after);
    this.#files.set(act.header.seq, file);
    return act;
  }

  /** Hands it in. */
  async hand(by: Signer, said: Said, handed: Handed = {}): Promise<Act> {
    const act = await this.write(by, said, handed);
    this.#log.take(act, by);
    return act;
  }

  /** An act that was written here, with its file, as its author hands it in. */
  whole(act: Act): Act {
    const beside = this.#files.get(act.header.seq);
    return beside === undefined ? act : { ...act, beside };
  }

  /** A server that shows this log, with acts at its end that the rules may not allow. */
  served(...acts: Act[]): Tamper[] {
    const [living, ...on] = serveLog(this.#log.with(...acts));
    // Who has seen the locker reads on.
    return [...optional([...(living === undefined ? [] : [living]), this.#beside()]), ...on];
  }

  #beside(): Tamper {
    return {
      route: "GET /lockers/{}/acts/{}/beside",
      change: (answer, { path }) => {
        const file = this.#files.get(Number(path.split("/").at(-2)));
        return file === undefined ? answer : { status: 200, headers: { "content-type": "application/octet-stream" }, body: file };
      },
    };
  }
}

/** The recipient that the newest act names which names one. */
export function inboxOf(acts: readonly Act[]): string {
  const rotate = acts.findLast(({ body }) => body?.form === "rotate" && body.inbox !== undefined);
  if (rotate?.body?.form !== "rotate" || rotate.body.inbox === undefined) throw new Error("a locker has an inbox");
  return rotate.body.inbox;
}

function boxJson({ author, locker, epoch, node, form, label, objects = [], own, seen, pad, fill = " ", more = 0 }: Said): Bytes {
  const names = objects.map(({ id, size, sha256 }) => ({ id, size, sha256 }));
  const before = JSON.stringify({ author, locker, epoch, node, form }).slice(0, -1);
  const text = "text" in label ? String(label.text) : JSON.stringify(label);
  const heads = Object.entries({ own, seen }).flatMap(([key, head]) => (head === undefined ? [] : [`"${key}":${JSON.stringify(head)},`]));
  const write = (filled: string) => utf8(`${before},"label":${text},"objects":${JSON.stringify(names)},${heads.join("")}"pad":${JSON.stringify(filled)}}`);
  return write(pad ?? fill.repeat(((BLOCK - (write("").length % BLOCK)) % BLOCK) + more));
}
