/** What of hash-wasm is used. It comes when somebody opens a locker, and not with the first screen. */
export { argon2id, crc32 } from "hash-wasm";
