import { ScanScreen } from "../scan/scan";
import { useSetting } from "../setting";

/** Step 4 in another way: the card is shown to the camera, and must be the one that was just given. */
export function ProofByScan({ qr, onProven }: { qr: string; onProven: () => void }) {
  const { texts } = useSetting();
  return (
    <ScanScreen
      lockable
      onCard={(text) => {
        if (text.trim().toUpperCase() !== qr.toUpperCase()) return texts.scan.notMine;
        onProven();
        return undefined;
      }}
    />
  );
}
