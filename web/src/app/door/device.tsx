import { PocketEntry } from "../pocket/pocket-entry";
import { Box } from "../components/box";
import { Note } from "../components/note";
import { useSetting } from "../setting";

/** Whose device this is: on somebody else's, nothing outlives the page. */
export function DeviceBox() {
  const { texts, device, use } = useSetting();
  return (
    <Box
      label={texts.device.shared}
      why={texts.device.sharedWhy}
      ticked={device === "shared"}
      onTick={(ticked) => {
        use(ticked ? "shared" : "mine");
      }}
    />
  );
}

/** What this device knows before anything is open: papers that wait, or are always there, or that it can keep none. */
export function DeviceNotes() {
  const { texts, remembered } = useSetting();
  if (remembered === undefined) return null;
  return (
    <>
      {!remembered.keeps && <Note kind="wait">{texts.device.keepsNothing}</Note>}
      {remembered.waiting > 0 && <Note kind="info">{texts.device.waiting(remembered.waiting)}</Note>}
      <PocketEntry />
    </>
  );
}

