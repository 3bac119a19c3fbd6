/** What the vault needs of the machine it runs on; tests pass their own. */
export interface World {
  /** The address that the person uses: scheme, host, port unless default; no slash at the end. */
  readonly origin: string;
  /** Milliseconds since 1970. */
  now(): number;
  fetch(path: string, request: RequestInit): Promise<Response>;
  /** `PUT` of an object, with its progress. */
  upload(path: string, headers: Record<string, string>, body: Uint8Array<ArrayBuffer>, progress: (sent: number) => void): Promise<Response>;
}
