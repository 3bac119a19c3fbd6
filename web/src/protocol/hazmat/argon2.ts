const library = () => import("./wasm");

/** Fetches what hashing needs. Without it, the first use fetches. */
export function prepareSlowHash(): void {
  library().catch(() => undefined);
}

/** Argon2id (RFC 9106) version 0x13 with the one profile of suite 1: 32 MiB, 4 passes, 1 lane, 32 bytes. */
export async function slowHash(password: Uint8Array, salt: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  const { argon2id } = await library();
  const hash = await argon2id({
    password,
    salt,
    memorySize: 32 * 1024,
    iterations: 4,
    parallelism: 1,
    hashLength: 32,
    outputType: "binary",
  });
  return new Uint8Array(hash);
}
