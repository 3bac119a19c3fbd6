import type { Remote } from "./world";

/** Tells, after each request, whether the server answered. */
export class WatchedRemote implements Remote {
  readonly #remote: Remote;
  readonly #answered: (here: boolean) => void;

  constructor(remote: Remote, answered: (here: boolean) => void) {
    this.#remote = remote;
    this.#answered = answered;
  }

  get origin(): string {
    return this.#remote.origin;
  }

  now(): number {
    return this.#remote.now();
  }

  async fetch(path: string, request: RequestInit): Promise<Response> {
    try {
      const response = await this.#remote.fetch(path, request);
      this.#answered(true);
      return response;
    } catch (error) {
      if (request.signal?.aborted !== true) this.#answered(false);
      throw error;
    }
  }
}
