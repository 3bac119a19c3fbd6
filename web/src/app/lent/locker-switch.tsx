import { Pictogram, type PictogramName } from "../pictograms/pictogram";
import { useOthersSetting } from "../people/others-setting";
import { personPicture } from "../people/person-row";
import type { Place } from "../way";
import { capital } from "./called";
import type { Lender } from "./lenders";
import { runs } from "./rights";
import { ownerIn } from "./whose";

interface Props {
  lenders: readonly Lender[] | undefined;
  /** The locker that is on the screen; `own` for one's own, absent where it is none of them. */
  here?: string | undefined;
}

/** The lockers that one looks after, one's own first: one touch goes to another, and the one that is open says so. Nothing where there is one only. */
export function LockerSwitch({ lenders = [], here }: Props) {
  const { texts } = useOthersSetting();
  const { lockers } = texts;
  const run = lenders.filter(({ loans }) => runs(loans));
  if (run.length === 0) return null;
  return (
    <nav class="lockers" aria-label={lockers.title}>
      <p class="legend" aria-hidden="true">
        {lockers.title}
      </p>
      <ul>
        <One name={lockers.own} picture="armoire" isHere={here === "own"} to={[{ at: "home" }]} />
        {run.map(({ locker, person, by }) => (
          <One
            key={locker}
            name={capital(ownerIn({ from: person, ...(by && { by }) }, texts))}
            picture={personPicture(person)}
            isHere={here === locker}
            to={[{ at: "home" }, { at: "others", show: "loan", of: locker }]}
          />
        ))}
      </ul>
    </nav>
  );
}

interface OneProps {
  name: string;
  picture: PictogramName;
  isHere: boolean;
  to: [Place, Place?];
}

function One({ name, picture, isHere, to }: OneProps) {
  const { texts, way } = useOthersSetting();
  return (
    <li>
      <button
        type="button"
        aria-current={isHere ? "true" : undefined}
        onClick={() => {
          if (!isHere) way.restart(...to);
        }}
      >
        <Pictogram name={isHere ? "check" : picture} />
        <bdi>{name}</bdi>
        {isHere && <span class="unseen">, {texts.lockers.here}</span>}
      </button>
    </li>
  );
}
