import { WayRow } from "../components/way-row";
import { calledIn } from "../lent/called";
import { useOthersSetting } from "./others-setting";
import { useOthersLoaded } from "./use-others-loaded";

/** Leads to helping somebody no longer, being their referent too; for who stands on that person's list, as far as they know. */
export function StandRow({ account }: { account: string | undefined }) {
  const { armoire, texts } = useOthersSetting();
  const { leaving } = texts;
  const standing = useOthersLoaded(() => armoire.standing());
  const one = standing.value?.find(({ who }) => who.account === account);
  if (account === undefined || one === undefined) return null;
  return (
    <WayRow
      picture="leave"
      word={leaving.rowOne(calledIn(one.who, texts.lent.unknown))}
      why={one.referent ? leaving.referent : leaving.entry}
      to={{ at: "others", show: "leaving", whom: account }}
    />
  );
}
