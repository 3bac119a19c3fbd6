import { ScanScreen } from "../scan/scan";
import { CardRefusal, useRecovery } from "./recovery";

/** The recovery card, shown to the camera. */
export function RecoverByScan() {
  const { task, recover } = useRecovery();
  return (
    <ScanScreen
      busy={task.busy}
      refusal={<CardRefusal error={task.error} />}
      onCard={(text) => {
        recover(text);
        return undefined;
      }}
    />
  );
}
