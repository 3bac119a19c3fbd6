import { isAltered, isLost } from "../../languages/refusal";
import { Button } from "../components/button";
import { Refusal } from "../components/note";
import { Screen } from "../components/screen";
import { Doors } from "../door/hero";
import { useSetting } from "../setting";
import { LostPart } from "./lost-part";

/** Between the door and the shelves: a word while the locker is fetched and verified, or why it stays closed. */
export function Opening({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { texts } = useSetting();
  if (isLost(error)) return <LostPart key="lost" onAccepted={onRetry} />;
  const failed = error !== undefined;
  const title = failed ? texts.trouble.title : texts.wait;
  return (
    <Screen key={title} title={title} say={title} look="shut" brand={texts.brand} lockable picture={<Doors />}>
      <Refusal error={error} sentence={isAltered(error) ? texts.refusals.altered_log : undefined} />
      {failed && (
        <Button picture="turn" onClick={onRetry}>
          {texts.trouble.again}
        </Button>
      )}
    </Screen>
  );
}

/** Closed already, while the last chosen paper is being sealed. */
export function Closing() {
  const { texts } = useSetting();
  return (
    <Screen title={texts.wait} say={texts.wait} look="shut" brand={texts.brand} picture={<Doors />}>
      {null}
    </Screen>
  );
}
