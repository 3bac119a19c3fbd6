/** CRC32C (Castagnoli, reversed), as base64: finds what hardware breaks on the way; protects from nobody. */
export async function crc32c(bytes: Uint8Array): Promise<string> {
  const { crc32 } = await import("./wasm");
  const hexadecimal = await crc32(bytes, 0x82f63b78);
  return btoa(String.fromCharCode(...(hexadecimal.match(/../g) ?? []).map((pair) => parseInt(pair, 16))));
}
