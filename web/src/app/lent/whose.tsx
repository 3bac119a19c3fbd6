import type { LentLocker, Loan } from "../../bridge/bridge";
import type { OthersTexts } from "../../languages/texts";
import { useOthersSetting } from "../people/others-setting";
import { personPicture } from "../people/person-row";
import { PersonToken, TrustState } from "../people/trust";
import { calledIn } from "./called";

/** Something of somebody's: who that is, or who lent it for somebody whom one doesn't know. */
type Theirs = Pick<Loan | LentLocker, "from" | "by">;

/** Whose locker it is, for a sentence. */
export function ownerIn({ from, by }: Theirs, texts: OthersTexts): string {
  return by?.account === from.account ? texts.lent.unknown : calledIn(from, texts.lent.unknown);
}

/** Stands on every screen on which something is done in somebody else's locker: whose it is, in words and as a drawing. */
export function Whose({ of }: { of: Theirs }) {
  const { texts } = useOthersSetting();
  const { from, by } = of;
  return (
    <section class="whose" aria-label={texts.acting.whose(ownerIn(of, texts))}>
      <PersonToken picture={personPicture(from)} />
      <span class="grow">
        <span class="name ours">{texts.acting.whose(ownerIn(of, texts))}</span>
        <span class="second block">
          {by?.account === from.account ? texts.acting.heldBy(calledIn(from, texts.lent.unknown)) : texts.acting.notYours}
        </span>
      </span>
      <TrustState trust={from.trust} />
    </section>
  );
}
