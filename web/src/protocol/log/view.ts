import type { Chains } from "../account/chains";
import type { Act } from "../act/act";
import { boxesOf } from "../act/beside";
import type { GrantId } from "../act/people";
import { decode, hashOf, type Bytes, type Hash } from "../bytes";
import type { Id } from "../id";
import * as limits from "../limits";
import { require } from "../refusal";
import { verify } from "../sign";
import { Aside } from "./aside";
import { advance } from "./rules";
import { copyOf, type Locker, type Place } from "./state";
import { streamOf } from "./streams";
import { checkPlace, checkReach, place, type Lent } from "./view-rules";

/** What a grant's box says, but for the key. */
export interface BoxSays {
  /** In whose locker. */
  locker: Id;
  node: Id;
  epoch: number;
  /** A document's. */
  turn?: number;
  grant: GrantId;
  /** The acts to begin with, ascending. */
  living: readonly Place[];
}

/**
 * What a grantee folds (§7, "What a grantee reads"): the acts of the nodes that were lent to them, from those that the box names on. They
 * see no other node, and not who else helps; so they follow streams and bases instead of the whole chain.
 */
export class View {
  readonly #grant: GrantId;
  readonly #given: Hash;
  readonly #since: number;
  readonly #trusted: readonly Id[];
  readonly #chains: Chains;
  #lent: Lent;
  /** The highest number of each author's cards. */
  #cards = new Map<Id, number>();
  /** The newest act of somebody trusted, by stream; a document's own chain by its id. */
  #vouched = new Map<Id, number>();
  #over = false;

  /**
   * Reads what was served for a grant: first the acts that the box names, then those that came after. `act` is the grant's, `file` the
   * box as it travelled. `kind`, `locker` and `grant` when act and box aren't of one grant to `grantee`, `box` for another file, `list`
   * when the first acts aren't those that the box names, and the refusals of `extend`. `chains` holds the cards of every author of what
   * came after.
   */
  constructor(act: Act, grantee: Id, { box, file }: { box: BoxSays; file: Bytes }, acts: readonly Act[], chains: Chains) {
    const { header, body } = act;
    require(body?.form === "grant", "kind");
    require(header.locker === box.locker, "locker");
    const isSame = box.grant === body.grant && box.node === body.node && box.epoch === body.epoch && box.turn === body.turn;
    require(isSame && body.grantee === grantee, "grant");
    require(hashOf(file) === body.box, "box");
    const { living } = box;
    require(
      living.every(({ seq }, at) => at === 0 || seq > (living[at - 1]?.seq ?? 0)),
      "list",
    );
    [this.#grant, this.#given, this.#since] = [body.grant, act.hash, header.seq];
    [this.#trusted, this.#chains] = [[chains.holder.account, header.author], chains];
    const of = body.parent !== undefined ? "document" : body.node === box.locker ? "locker" : "folder";
    this.#lent = { scope: { of, node: body.node }, state: nothingOf(box.locker, chains), aside: new Aside(), left: new Map(), anchors: [] };
    this.#verify(act);
    require(acts.length >= living.length, "list");
    for (const [at, { seq, hash }] of living.entries()) {
      const one = acts[at];
      require(one?.header.seq === seq && one.hash === hash && seq < header.seq, "list");
      this.#checkHeader(one);
      this.#set(one);
    }
    this.extend(acts.slice(living.length));
  }

  /** Folders, documents and keys of what was lent; all else in it is empty. A document that was lent alone has no folder here. */
  get state(): Locker {
    return this.#lent.state;
  }

  /** Whether the grant was revoked. */
  get isOver(): boolean {
    return this.#over;
  }

  /**
   * Whether a document's newest state is by somebody whom the grantee trusts (the holder, the grant's author), or one of these has
   * signed a later act of its stream.
   */
  isConfirmed(document: Id): boolean {
    const known = this.state.documents.get(document);
    if (known === undefined) return false;
    const stream = this.#lent.scope.of === "document" ? document : known.folder;
    return this.#trusted.includes(known.author) || known.put.seq < this.#since || (this.#vouched.get(stream) ?? -1) > known.put.seq;
  }

  /** Takes what came after: all, or none and the rule that it breaks. */
  extend(acts: readonly Act[]): void {
    const [lent, cards, vouched, over] = [this.#lent, this.#cards, this.#vouched, this.#over];
    this.#lent = { ...lent, state: copyOf(lent.state), aside: lent.aside.copy(), left: new Map(lent.left), anchors: [...lent.anchors] };
    [this.#cards, this.#vouched] = [new Map(cards), new Map(vouched)];
    try {
      for (const act of acts) this.#next(act);
      this.#lent.aside.finish();
    } catch (error) {
      [this.#lent, this.#cards, this.#vouched, this.#over] = [lent, cards, vouched, over];
      throw error;
    }
  }

  /** The age file of this grant's own new key, where one came beside an act: a grantee is served no other. `too_large`, `malformed`, `box`. */
  ownFile({ body, beside }: Act): Bytes | null {
    if (beside.length === 0) return null;
    require(beside.length <= limits.BOX, "too_large");
    const own = body && boxesOf(body).find(({ grant }) => grant === this.#grant);
    require(own !== undefined, "malformed");
    require(hashOf(beside) === own.box, "box");
    return beside;
  }

  #next(act: Act): void {
    require(act.header.seq >= this.#since, "seq");
    this.#checkHeader(act);
    if (act.hash === this.#given) return;
    this.#verify(act);
    this.ownFile(act);
    this.#take(act);
  }

  /** Place and time go on; what is between isn't served. */
  #checkHeader(act: Act): void {
    const { header } = act;
    const { id, head, time } = this.state;
    require(header.locker === id, "locker");
    require(header.seq > head.seq, "seq");
    require(header.time >= time, "time");
    advance(this.state, act);
  }

  /** Signed with a card of its author, and never with an older one than before. */
  #verify({ header, headerBytes, signature }: Act): void {
    const card = this.#chains.find(header.author, header.card);
    require(card !== undefined && card.content.number >= (this.#cards.get(header.author) ?? 0), "card");
    this.#cards.set(header.author, card.content.number);
    verify("act", decode(card.content.signing), headerBytes, signature);
  }

  #take(act: Act): void {
    const { body, header } = act;
    const { scope, aside } = this.#lent;
    if (body === undefined) {
      aside.keep(act);
      return;
    }
    if (body.form === "revoke") {
      require(body.grant === this.#grant, "grant");
      this.#over = true;
      return;
    }
    checkReach(this.#lent, body);
    checkPlace(this.#lent, act, body);
    if (body.form === "purge") aside.explain(body.gone);
    else if (body.form === "leave" && aside.holds(body.base)) aside.explainAll();
    place(this.#lent, act, body);
    if (!this.#trusted.includes(header.author)) return;
    const stream = streamOf(body, this.state.id);
    if (scope.of === "document") this.#vouched.set(scope.node, header.seq);
    else if (typeof stream === "object") this.#vouched.set(stream.folder, header.seq);
  }

  /** An act that the box names: no rule that needs those before it. */
  #set(act: Act): void {
    if (act.body === undefined) {
      this.#lent.aside.keep(act);
      this.#lent.anchors.push(act.hash);
      return;
    }
    checkReach(this.#lent, act.body);
    place(this.#lent, act, act.body);
  }
}

function nothingOf(id: Id, { holder }: Chains): Locker {
  const nowhere: Place = { seq: 0, hash: hashOf(new Uint8Array(0)) };
  return {
    ...{ id, holder: holder.account, first: nowhere, card: nowhere.hash, cardNumber: 0, head: nowhere, time: 0, keys: [], peopleStream: nowhere },
    ...{ folders: new Map(), documents: new Map(), grants: new Map(), exposed: new Map(), deposits: new Map() },
  };
}
