import { importHkdfKey } from "./hazmat/hkdf";
import { randomBytes } from "./hazmat/random";

/**
 * The secret of a device: the browser keeps it and derives from it, and no code can read it. It seals what is this device's
 * own, in the context `profile` (§2).
 */
export class DeviceKey {
  /** As the browser's database stores it. */
  readonly handle: CryptoKey;

  constructor(handle: CryptoKey) {
    this.handle = handle;
  }

  static async generate(): Promise<DeviceKey> {
    const bytes = randomBytes(32);
    const handle = await importHkdfKey(bytes);
    bytes.fill(0);
    return new DeviceKey(handle);
  }
}
