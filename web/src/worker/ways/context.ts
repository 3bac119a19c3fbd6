import { ArmoireError } from "../../bridge/bridge";
import type { Device } from "../device/device";
import type { Store } from "../device/store";
import type { Api } from "../http/api";
import type { Opened } from "../opened";
import type { Remote } from "../world";

/** What managing ways in stands on: an open locker. */
export interface Around {
  api: Api;
  remote: Remote;
  device: Device;
  opened: Opened;
}

/** Where a PIN and a pocket may lie: on the holder's own device alone. */
export async function ownStore({ device, opened }: Around): Promise<Store> {
  const store = opened.isOwnDevice ? await device.store() : null;
  if (store === null) throw new ArmoireError("shared_device");
  return store;
}
