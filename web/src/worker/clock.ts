import type { World } from "./world";

/** A difference that an honest clock may have, milliseconds; the server refuses acts from five minutes on. */
const TOLERATED = 60_000;

/**
 * The machine's clock, corrected by the `Date` of the server's answers where the two differ by more than a minute: old phones
 * often have a wrong one, and their acts would be refused. Times in the log are the holder's statement and prove nothing, so
 * that a lying server gains nothing by it.
 */
export class CorrectedWorld implements World {
  readonly #world: World;
  #correction = 0;

  constructor(world: World) {
    this.#world = world;
  }

  get origin(): string {
    return this.#world.origin;
  }

  now(): number {
    return this.#world.now() + this.#correction;
  }

  async fetch(path: string, request: RequestInit): Promise<Response> {
    const response = await this.#world.fetch(path, request);
    const time = Date.parse(response.headers.get("Date") ?? "");
    if (!Number.isNaN(time)) this.#correct(time);
    return response;
  }

  upload(...upload: Parameters<World["upload"]>): Promise<Response> {
    return this.#world.upload(...upload);
  }

  #correct(time: number): void {
    const difference = time - this.#world.now();
    this.#correction = Math.abs(difference) > TOLERATED ? difference : 0;
  }
}
