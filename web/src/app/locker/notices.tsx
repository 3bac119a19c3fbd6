import { Note } from "../components/note";
import { Button } from "../components/button";
import { longDay } from "../papers/dates";
import { useSetting } from "../setting";
import { useInside } from "./inside";

/** What a person has to know before anything else: that the page must stay open, that the service is away, that the end is set. */
export function Notices() {
  const { texts, language, way } = useSetting();
  const { outgoing, here, deletion } = useInside();
  const open = outgoing.some(({ durable }) => !durable);
  return (
    <>
      {typeof deletion === "number" && (
        <Note kind="wait">
          {texts.home.leaving(longDay(deletion, language.formats))}
          <Button
            small
            onClick={() => {
              way.go({ at: "deleteAccount" });
            }}
          >
            {texts.home.leavingLook}
          </Button>
        </Note>
      )}
      {outgoing.some(({ code }) => code === "second_step_required") && (
        <Note kind="wait">
          {texts.secondStep.required}
          <Button
            small
            onClick={() => {
              way.go({ at: "secondStep" });
            }}
          >
            {texts.secondStep.begin}
          </Button>
        </Note>
      )}
      {open && (
        <Note kind="wait">
          <b>{texts.state.stayOpen}</b> {texts.state.stayOpenMore}
        </Note>
      )}
      {!here && (
        <p class="quiet">{open ? texts.home.awayShared : texts.home.away}</p>
      )}
    </>
  );
}
