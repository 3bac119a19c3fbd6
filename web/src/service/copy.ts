import type { Build } from "./build";
import type { Scope } from "./scope";

/** The files of one build on this device. Each is what the build's list says by its hash, or isn't there. */
export class Copy {
  readonly #build: Build;
  readonly #scope: Scope;
  readonly #name: string;

  constructor(build: Build, scope: Scope) {
    this.#build = build;
    this.#scope = scope;
    this.#name = `armoire ${build.id}`;
  }

  /** All that the app starts with, or a refusal: half a copy is never used. */
  async begin(): Promise<void> {
    await Promise.all(this.#build.first.map((path) => this.#fetch(path)));
  }

  async replaceOthers(): Promise<void> {
    for (const name of await this.#scope.caches.keys()) {
      if (name !== this.#name) await this.#scope.caches.delete(name);
    }
  }

  /** What a page has already loaded, before this worker answered it. */
  async keepLoaded(paths: readonly string[]): Promise<void> {
    const listed = paths.filter((path) => Object.hasOwn(this.#build.files, path));
    // One that can't be had now is fetched when it is used.
    await Promise.all(listed.map(async (path) => (await this.#kept(path)) ?? this.#fetch(path).catch(() => undefined)));
  }

  async answer(path: string, request: Request): Promise<Response> {
    const kept = await this.#kept(path);
    if (kept !== undefined) return kept;
    try {
      return await this.#fetch(path);
    } catch {
      if (path !== "/") return Response.error();
      // The copy was cleared by hand, and the server has another build by now: this page comes from the network, all of it.
      await this.#scope.registration.unregister();
      return fetch(request);
    }
  }

  async #kept(path: string): Promise<Response | undefined> {
    const cache = await this.#scope.caches.open(this.#name);
    return cache.match(path, { ignoreVary: true });
  }

  async #fetch(path: string): Promise<Response> {
    const integrity = this.#build.files[path];
    if (integrity === undefined) throw new TypeError("not of this build");
    // Names under assets/ hold a hash: the browser's own copy of them is never old.
    const cache = path.startsWith("/assets/") ? "default" : "no-cache";
    const response = await fetch(path, { integrity, cache, credentials: "omit", redirect: "error" });
    if (!response.ok) throw new TypeError("no such file");
    const kept = await this.#scope.caches.open(this.#name);
    await kept.put(path, response.clone());
    return response;
  }
}
