import type { Remote } from "./world";

/** A difference that an honest clock may have, milliseconds; the server refuses acts from five minutes on. */
const TOLERATED = 60_000;

/**
 * The machine's clock, corrected by the `Date` of the server's answers where the two differ by more than a minute: old phones
 * often have a wrong one, and their acts would be refused. Times in the log are the holder's statement and prove nothing, so
 * that a lying server gains nothing by it; what somebody else's word is good until is asked of `latest`.
 */
export class CorrectedRemote implements Remote {
  readonly #remote: Remote;
  #correction = 0;

  constructor(remote: Remote) {
    this.#remote = remote;
  }

  get origin(): string {
    return this.#remote.origin;
  }

  now(): number {
    return this.#remote.now() + this.#correction;
  }

  latest(): number {
    return Math.max(this.now(), this.#remote.now());
  }

  async fetch(path: string, request: RequestInit): Promise<Response> {
    const response = await this.#remote.fetch(path, request);
    const time = Date.parse(response.headers.get("Date") ?? "");
    if (!Number.isNaN(time)) this.#correct(time);
    return response;
  }

  #correct(time: number): void {
    const difference = time - this.#remote.now();
    this.#correction = Math.abs(difference) > TOLERATED ? difference : 0;
  }
}
