import { ArmoireError } from "../../bridge/bridge";
import { codeOf, isLost } from "../../languages/refusal";
import { Refusal } from "../components/note";
import { useSetting } from "../setting";
import { useTask } from "../task";

/** Opens the locker with a card, typed or scanned, and shows its new words. */
export function useRecovery() {
  const { armoire, language, device, way, welcome } = useSetting();
  const task = useTask();
  const recover = (card: string) => {
    task.run(async () => {
      try {
        const keys = await armoire.recover({ card, language: language.words, device });
        welcome({ keys, why: "recovered" });
      } catch (error) {
        if (!isLost(error)) throw error;
        way.go({ at: "lost" });
      }
    });
  };
  return { task, recover };
}

/** Why a card opens nothing, in the words of cards; of a card from elsewhere, where that is: as text, never as a link. */
export function CardRefusal({ error }: { error: unknown }) {
  const { texts } = useSetting();
  const elsewhere = error instanceof ArmoireError && error.code === "other_origin" ? error.detail?.["origin"] : undefined;
  return (
    <>
      <Refusal error={error} sentence={codeOf(error) === "sign_in_refused" ? texts.refusals.card_refused : undefined} />
      {typeof elsewhere === "string" && (
        <p>
          {texts.recover.otherPlace}
          <br />
          <bdi dir="ltr" class="typing">
            {elsewhere.slice(0, 256)}
          </bdi>
        </p>
      )}
    </>
  );
}
