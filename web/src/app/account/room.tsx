import { Button } from "../components/button";
import { Loading, useLoaded } from "../components/loaded";
import { Screen } from "../components/screen";
import { useInside } from "../locker/inside";
import { megabytes } from "../papers/sizes";
import { Pictogram } from "../pictograms/pictogram";
import { useAccountSetting } from "./account-setting";

/** From this part on it is said that little is left, and from the next one that nothing is. */
const tight = 0.8;
const full = 0.97;

/** How much is taken and how much is left, on the service and on this device. */
export function RoomScreen() {
  const { armoire, texts, way } = useAccountSetting();
  const { contents } = useInside();
  const room = useLoaded(() => armoire.room());
  const inBin = contents.documents.some(({ trashed }) => trashed !== undefined);
  return (
    <Screen title={texts.room.title} say={texts.room.say} lockable>
      <Loading of={room}>
        {({ used, quota, device }) => (
          <>
            <Part title={texts.room.service} used={used} quota={quota} note={texts.room.papers(contents.documents.length)} />
            {inBin && (
              <>
                <p>{texts.room.advice}</p>
                <Button
                  small
                  picture="bin"
                  onClick={() => {
                    way.go({ at: "bin" });
                  }}
                >
                  {texts.room.bin}
                </Button>
              </>
            )}
            {device !== undefined && <Part title={texts.room.device} used={device.used} quota={device.quota} note={texts.room.estimate} />}
          </>
        )}
      </Loading>
    </Screen>
  );
}

function Part({ title, used, quota, note }: { title: string; used: number; quota: number; note: string }) {
  const { texts, language } = useAccountSetting();
  const part = quota > 0 ? Math.min(1, used / quota) : 1;
  const percent = Math.round(100 * part);
  return (
    <section class="section part">
      <h2>{title}</h2>
      <p>{texts.room.used(megabytes(used, language.formats), megabytes(quota, language.formats))}</p>
      <span class="meter" aria-hidden="true">
        <span style={{ inlineSize: `${percent}%` }} />
      </span>
      <Verdict part={part} />
      <p class="second">{note}</p>
    </section>
  );
}

function Verdict({ part }: { part: number }) {
  const { texts } = useAccountSetting();
  if (part >= full) {
    return (
      <p class="state stop">
        <Pictogram name="stop" /> {texts.room.full}
      </p>
    );
  }
  if (part >= tight) {
    return (
      <p class="state wait">
        <Pictogram name="warn" /> {texts.room.tight}
      </p>
    );
  }
  return (
    <p class="state ok">
      <Pictogram name="sent" /> {texts.room.plenty}
    </p>
  );
}
