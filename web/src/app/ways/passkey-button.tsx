import { useEffect, useState } from "preact/hooks";
import { ArmoireError } from "../../bridge/bridge";
import { codeOf, isLost } from "../../languages/refusal";
import { Button } from "../components/button";
import { useSetting } from "../setting";
import type { Task } from "../task";
import { hasPasskeys, usePasskey } from "./passkey";

/** Opens with what the device recognises; shown where this device has been used so before. */
export function PasskeyButton({ task }: { task: Task }) {
  const { armoire, texts, remembered, device, way, enter } = useSetting();
  const able = usePasskeys();
  if (remembered?.passkey !== true || !able) return null;
  const open = () => {
    task.run(async () => {
      const secret = await usePasskey(await armoire.passkeyRequest());
      try {
        await armoire.unlockWithPasskey(secret, remembered.handle === undefined ? device : "mine");
      } catch (error) {
        if (isLost(error)) {
          way.go({ at: "lost" });
          return;
        }
        throw codeOf(error) === "sign_in_refused" ? new ArmoireError("passkey_refused") : error;
      }
      enter();
    });
  };
  return (
    <Button picture="finger" busy={task.busy} onClick={open}>
      {texts.passkey.open}
    </Button>
  );
}

/** Whether this device recognises its holder; `false` until that is known. */
export function usePasskeys(): boolean {
  const [able, setAble] = useState(false);
  useEffect(() => {
    void hasPasskeys().then(setAble);
  }, []);
  return able;
}
