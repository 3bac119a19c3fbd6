import {
  ArmoireError,
  type Armoire,
  type ArmoireEvent,
  type Created,
  type DeviceUse,
  type Language,
  type Loss,
  type Lost,
  type NewLocker,
  type NewSecrets,
  type OpenDocument,
  type PasskeyRequest,
  type People,
  type PocketPaper,
  type Remembered,
  type Server,
} from "../bridge/bridge";
import type { Meetings } from "../bridge/meetings";
import { handleName } from "../protocol/account/handle";
import type { RecoverySecret } from "../protocol/account/recovery-card";
import { randomBelow } from "../protocol/hazmat/random";
import { Refusal } from "../protocol/refusal";
import type { Account, SeenVersions } from "./account/account";
import type { Foundation } from "./account/rotation";
import { dropExports } from "./archive/destination";
import { CorrectedRemote } from "./clock";
import { WatchedRemote } from "./connection";
import { Device } from "./device/device";
import { Api } from "./http/api";
import type { Inside } from "./inside";
import type { Pins } from "./locker/open-locker";
import { asId } from "./named";
import type { Losing } from "./locker/loss";
import type { Around as OpenAround, Opened } from "./opened";
import { MeetingMethods } from "./meeting-methods";
import { parts, prepare } from "./parts";
import { PocketKeeper } from "./pocket/keeper";
import { Queue } from "./queue";
import type { Around } from "./ways/context";
import type { Remote, Surroundings, World } from "./world";

/** What a recovery card makes anew: the words. */
interface ByCard {
  words: "new";
  card: RecoverySecret;
  language: Language;
}

/** A person's locker, from inside the worker: the only code that holds keys. */
export class Vault extends MeetingMethods implements Armoire {
  readonly #surroundings: Surroundings;
  readonly #remote: Remote;
  readonly #api: Api;
  readonly #device: Device;
  /** What was seen outlives locking: it is no secret, and an older state is refused the next time. */
  readonly #seen: SeenVersions = new Map();
  readonly #pins: Pins = new Map();
  protected readonly queue = new Queue();
  readonly #pocket: PocketKeeper;
  readonly #listeners = new Set<(event: ArmoireEvent) => void>();
  #inside: Inside | null = null;
  /** Whoever has signed in, and doesn't get in: the server lost acts of their locker, and they haven't said yet whether to go on. */
  #stopped: { account: Account; use: DeviceUse; by?: ByCard } | null = null;
  /** The account's keys are being replaced: the session ends, and the locker stays open. */
  #rotating = false;
  #here = true;

  constructor(world: World) {
    super();
    this.#surroundings = world;
    this.#remote = new CorrectedRemote(
      new WatchedRemote(world, (here) => {
        this.#connection(here);
      }),
    );
    this.#api = new Api(this.#remote);
    this.#device = new Device(world);
    this.#pocket = new PocketKeeper(this.#device, this.#remote);
    world.onOnline(() => this.#opened?.nudge());
    // Of a page that was closed before it could.
    this.dropExport().catch(() => undefined);
  }

  watch(listener: (event: ArmoireEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  server(): Promise<Server> {
    return this.#api.server();
  }

  prepareHandle(name: string): Promise<string> {
    const letters = handleName(name);
    const digits = String(randomBelow(10_000)).padStart(4, "0");
    return letters === "" ? Promise.reject(new ArmoireError("handle")) : Promise.resolve(letters + digits);
  }

  async remembered(): Promise<Remembered> {
    const remembered = await this.#device.remembered();
    if (remembered.pin === true || remembered.passkey === true) prepare.pin();
    return remembered;
  }

  async createLocker(input: NewLocker): Promise<Created> {
    // Any answer brings the clock that the first acts are dated by.
    await this.#api.server();
    const { signUp } = await parts.signUp();
    const { account, shown } = await signUp(this.#api, this.#remote, this.#seen, input);
    await this.#open(account, input.device);
    return shown;
  }

  async signIn(input: { handle: string; words: string; device: DeviceUse; code?: string }): Promise<void> {
    await this.#recall();
    const { signInWithWords } = await parts.signIn();
    await this.#open(await signInWithWords(this.#api, this.#remote, this.#seen, input, this.#pins), input.device);
  }

  async recover({ card: text, language, device }: { card: string; language?: "fr" | "en"; device: DeviceUse }): Promise<Created> {
    await this.#recall();
    const { signInWithCard } = await parts.signIn();
    const { account, card } = await signInWithCard(this.#api, this.#remote, this.#seen, text, this.#pins);
    const by = { words: "new", card, language: language ?? "fr" } as const;
    return this.#recover(account, device, by).catch((error: unknown) => {
      // As in `#open`: the holder may know why, and go on by the same card.
      if (error instanceof Refusal && error.code === "rolled_back") {
        this.#dropStopped();
        this.#stopped = { account, use: device, by };
      }
      throw error;
    });
  }

  async #recover(account: Account, use: DeviceUse, by: ByCard, accepted = false): Promise<Created> {
    const { recoverAccount } = await parts.rotation();
    const isBehind = !accepted && (await this.#isBehind(account));
    const { account: rotated, shown } = await recoverAccount(this.#foundation(), this.#pins, account, by, isBehind);
    await this.#openRotated(rotated, use, accepted);
    return shown;
  }

  async dropExport(): Promise<void> {
    await dropExports(this.#surroundings.folder);
  }

  async unlockWithPin(pin: string): Promise<void> {
    const [{ signInWithPin }, store, { handle }] = await Promise.all([parts.unlock(), this.#device.store(), this.#device.memory(), this.#recall()]);
    if (store === null) throw new ArmoireError("sign_in_refused", { left: 0 });
    await this.#open(await signInWithPin(this.#api, this.#seen, store, handle, pin, this.#pins), "mine");
  }

  async passkeyRequest(): Promise<PasskeyRequest> {
    const { passkeyRequest } = await parts.ways();
    return passkeyRequest(this.#api, this.#remote, this.#opened);
  }

  async unlockWithPasskey(secret: ArrayBuffer, device: DeviceUse): Promise<void> {
    const [{ signInWithPasskey }] = await Promise.all([parts.unlock(), this.#recall()]);
    await this.#open(await signInWithPasskey(this.#api, this.#seen, new Uint8Array(secret), this.#pins), device);
    if (device === "mine") this.#device.rememberPasskey();
  }

  async rotate(cause: Loss, language: Language): Promise<NewSecrets> {
    const opened = this.#unlocked();
    const [{ waysAfter }, { rotateAccount }] = await Promise.all([parts.ways(), parts.rotation()]);
    this.#rotating = true;
    try {
      const { account, shown } = await this.queue.run(async () => {
        const after = await waysAfter(this.around(), cause, language);
        return rotateAccount(this.#foundation(), opened.account, opened.locker, after);
      });
      await this.#pocket.carry(opened, account).catch(() => undefined);
      await this.#device.endPins(opened.account.id).catch(() => undefined);
      await opened.handOver(account).catch(() => undefined);
      await this.#openRotated(account, opened.isOwnDevice ? "mine" : "shared");
      return shown;
    } finally {
      this.#rotating = false;
    }
  }

  async pocketAdd({ id, code }: { id: string; code: string }): Promise<void> {
    await this.#pocket.add(this.#unlocked(), asId(id), code);
  }

  async pocketRemove(id: string): Promise<void> {
    await this.#pocket.remove(this.#unlocked(), asId(id));
  }

  async pocketPapers(): Promise<string[]> {
    return this.#device.pocketPapers(this.#unlocked().account.id);
  }

  async pocketOpen(code: string): Promise<PocketPaper[]> {
    return this.#pocket.open(code, this.#opened);
  }

  async pocketRead(id: string): Promise<OpenDocument> {
    return this.#pocket.read(asId(id));
  }

  pocketClose(): Promise<void> {
    this.#pocket.close();
    return Promise.resolve();
  }

  async loss(): Promise<Lost | null> {
    const { lossOf } = await parts.loss();
    return lossOf(await this.#losing());
  }

  async acceptLoss(): Promise<Created | null> {
    const { acceptLoss } = await parts.loss();
    const stopped = this.#stopped;
    await this.queue.run(async () => {
      await acceptLoss(await this.#losing());
    });
    if (stopped === null) {
      await this.queue.run(() => this.#unlocked().goOn());
      return null;
    }
    const { account, use, by } = stopped;
    // Keys that couldn't be made anew can be once more: until they are, the card's stay.
    if (by !== undefined) return this.#recover(account, use, by, true);
    this.#stopped = null;
    await this.#open(account, use, true);
    await this.queue.run(() => this.#unlocked().goOn());
    return null;
  }

  async #losing(): Promise<Losing> {
    if (this.#stopped === null) return this.#unlocked().losing();
    const { Inside } = await parts.inside();
    const { account, use } = this.#stopped;
    return { ...(await Inside.losing(this.#around(), account, use)), isBehind: await this.#isBehind(account) };
  }

  async lock(): Promise<void> {
    // On a device that isn't the person's own the session ends too: its cookie would outlive the keys.
    const ends = this.#opened?.isOwnDevice === false;
    await this.#shut();
    if (ends) await this.#api.signOut().catch(() => undefined);
  }

  async #shut(): Promise<void> {
    const opened = this.#opened;
    this.#inside = null;
    this.#dropStopped();
    this.#pocket.close();
    await opened?.close();
    await this.#device.settled();
    await this.dropExport().catch(() => undefined);
  }

  async signOut(): Promise<void> {
    const endPins = await this.#prepareToEndPins().catch(() => () => Promise.resolve());
    await this.#shut();
    await endPins().catch(() => undefined);
    await this.#device.forget();
    await this.#api.signOut();
  }

  /** What this device has seen in earlier sessions. */
  async #recall(): Promise<void> {
    for (const { locker, head } of await this.#device.seen()) {
      const known = this.#pins.get(locker);
      if (known === undefined || known.seq < head.seq) this.#pins.set(locker, head);
    }
  }

  /** `accepted`: the holder knows that the server lost something. */
  async #open(account: Account, use: DeviceUse, accepted = false): Promise<void> {
    const { Inside } = await parts.inside();
    this.#dropStopped();
    const inside: Inside = await Inside.open(this.#around(() => opened), account, use).catch((error: unknown) => {
      // What was seen stands against it, and nothing else: the holder may know why.
      if (error instanceof Refusal && error.code === "rolled_back") this.#stopped = { account, use };
      throw error;
    });
    const { opened }: { opened: Opened } = inside;
    // An older keyring than this device has seen, and nobody has said that the server lost what came after.
    if (!accepted && !opened.locker.isAcrossGap && (await this.#isBehind(account))) {
      opened.letGo();
      this.#stopped = { account, use };
      throw new Refusal("rolled_back");
    }
    this.#seen.set(account.id, account.version);
    await this.#shut();
    if (use === "shared") await this.#device.leave(account.id);
    this.#inside = inside;
    await opened.start();
    this.#nameAgain(opened);
    this.#pocket.renew(opened);
  }

  /** What an open locker shares with the vault. */
  #around(opened: () => Opened | null = () => null): OpenAround {
    return {
      api: this.#api,
      remote: this.#remote,
      surroundings: this.#surroundings,
      device: this.#device,
      pins: this.#pins,
      queue: this.queue,
      emit: (event) => {
        this.#emit(event);
      },
      here: (here) => {
        this.#connection(here);
      },
      closed: (code) => {
        const one = opened();
        if (one !== null) void this.#close(one, code);
      },
    };
  }

  /** Whoever was stopped goes away: their keys go too. */
  #dropStopped(): void {
    this.#stopped?.account.forget();
    this.#stopped = null;
  }

  /** Nobody is asked for the new session's name: the device has it. */
  #nameAgain(opened: Opened): void {
    if (!opened.isOwnDevice) return;
    const name = async (): Promise<void> => {
      const { name } = await this.#device.memory();
      if (name === undefined) return;
      const { nameDevice } = await parts.ways();
      await nameDevice({ api: this.#api, remote: this.#remote, device: this.#device, opened }, name);
    };
    name().catch(() => undefined);
  }

  /** What was made anew is shown whatever happens here: a locker that doesn't open now, opens by it later. */
  async #openRotated(account: Account, use: DeviceUse, accepted = false): Promise<void> {
    const before = this.#opened;
    try {
      await this.#open(account, use, accepted);
      if (accepted) await this.queue.run(() => this.#unlocked().goOn());
    } catch (error) {
      account.forget();
      this.#rotating = false;
      if (before === null) return;
      await this.#close(before, error instanceof ArmoireError ? error.code : "internal");
    }
  }

  /** The server forgets this device's PINs with the device; of a locker that isn't open, they lead nowhere without what the device forgets. */
  async #prepareToEndPins(): Promise<() => Promise<void>> {
    const slots = await this.#device.pins();
    const { signer } = this.#unlocked().account;
    const { prepareWays } = await parts.ways();
    const ends = slots.map((slot) => prepareWays(this.#api, signer, { add: [], remove: [slot] }));
    return async () => {
      for (const end of ends) await end().catch(() => undefined);
    };
  }

  /** What managing ways in stands on. */
  protected around(): Around {
    return { api: this.#api, remote: this.#remote, device: this.#device, opened: this.#unlocked() };
  }

  protected async others(): Promise<People> {
    const { peopleOf } = await parts.people();
    return peopleOf(this.#unlocked().asPeople);
  }

  protected async appointments(): Promise<Meetings> {
    const { meetingsOf } = await parts.meetings();
    return meetingsOf(this.#unlocked().asPeople);
  }

  /** Whether the server gave an older keyring than this page, or this device, has seen. */
  async #isBehind(account: Account): Promise<boolean> {
    const seen = (await this.#device.seen()).find((one) => one.account === account.id);
    return account.isBehind || (seen !== undefined && account.version < seen.keyring);
  }

  /** The keys go without the page having asked for it. */
  async #close(opened: Opened, code: string): Promise<void> {
    if (this.#opened !== opened || this.#rotating) return;
    await this.lock().catch(() => undefined);
    this.#emit({ kind: "closed", code });
  }

  #connection(here: boolean): void {
    if (this.#here === here) return;
    this.#here = here;
    this.#emit({ kind: "connection", here });
    if (here) this.#opened?.nudge();
  }

  #emit(event: ArmoireEvent): void {
    if (event.kind === "changed") this.#pocket.renew(this.#opened);
    for (const listener of this.#listeners) listener(event);
  }

  get #opened(): Opened | null {
    return this.#inside?.opened ?? null;
  }

  #unlocked(): Opened {
    return this.inside().opened;
  }

  protected inside(): Inside {
    if (this.#inside === null) throw new ArmoireError("locked");
    return this.#inside;
  }

  /** What a rotation stands on. */
  #foundation(): Foundation {
    return { api: this.#api, world: this.#remote, seen: this.#seen, later: this.#surroundings.later };
  }
}
