import { Button } from "../components/button";
import { useSetting } from "../setting";

/** At the closed door: papers that open without a network and without the locker, where this device has some. */
export function PocketEntry() {
  const { texts, remembered, way } = useSetting();
  const papers = remembered?.pocket ?? 0;
  if (papers === 0) return null;
  return (
    <Button
      picture="pocket"
      onClick={() => {
        way.go({ at: "pocket" });
      }}
    >
      {texts.pocket.door(papers)}
    </Button>
  );
}
