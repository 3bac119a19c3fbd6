import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { Button } from "../components/button";
import { useLoaded } from "../components/loaded";
import { Listen } from "../components/listen";
import { Tool } from "../components/tool";
import { NewsNote } from "../locker/news";
import { useInside } from "../locker/inside";
import { displayName } from "../papers/names";
import { longDay } from "../papers/dates";
import { useOthersSetting } from "../people/others-setting";
import { personPicture } from "../people/person-row";
import { PersonToken, TrustState } from "../people/trust";
import { Pictogram, type PictogramName } from "../pictograms/pictogram";
import type { Place } from "../way";
import type { Area } from "./area";
import { AskButton, AskedPart } from "./asked";
import { HandInPart } from "./hand-in-screen";
import type { Lender } from "./lenders";
import { AddButton, LoanDetail } from "./loan-detail";
import { LentList } from "./lent-screens";
import { LockerSwitch } from "./locker-switch";
import type { AreaPlace } from "./place";
import { mayAdd } from "./rights";
import { Whose, ownerIn } from "./whose";

interface Props {
  area: Area;
  place: AreaPlace;
  chosen: Lender | undefined;
}

/** With room for it: the rail, a list, and one person beside it. Made for an office computer that others use, too. */
export function Desk({ area, place, chosen }: Props) {
  const { texts, preferences, way } = useOthersSetting();
  const isLoans = place.show === "lent" || place.show === "loan";
  const title = isLoans ? texts.lent.title : place.show === "asked" ? texts.asked.title : texts.rail.deposits;
  const say = isLoans ? texts.lent.say : place.show === "asked" ? texts.asked.say : texts.handIn.say;
  const heading = useRef<HTMLHeadingElement>(null);

  useLayoutEffect(() => {
    // Browsers keep titles in their history: the names of an open locker stay out of it.
    document.title = preferences.discreet ?? texts.brand;
  }, [texts, preferences]);
  useLayoutEffect(() => {
    if (!way.moved) return;
    scrollTo(0, 0);
    heading.current?.focus({ preventScroll: true });
  }, [title]);

  return (
    <div class="desk">
      <Rail area={area} show={place.show} say={say} />
      <main class="desk-main">
        <section class="desk-list stack" aria-labelledby="desk-title">
          <h1 id="desk-title" ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {isLoans && <LockerSwitch lenders={area.lenders} here={chosen?.locker} />}
          <NewsNote />
          {isLoans && <LentList area={area} chosen={chosen?.locker} />}
          {place.show === "asked" && (
            <>
              <AskButton />
              <AskedPart />
            </>
          )}
          {place.show === "handIn" && <HandInPart key={place.to ?? ""} to={place.to} />}
        </section>
        {isLoans && <Detail area={area} place={place} chosen={chosen} />}
      </main>
    </div>
  );
}

/** One person, beside the list. When what they lent is over, that is said in the same place. */
function Detail({ area, place, chosen }: Props) {
  const { texts, language } = useOthersSetting();
  if (chosen === undefined) {
    const over = place.show === "loan" && area.loans.over.find(({ loan }) => loan.locker === place.of);
    // Nobody lends anything, and nobody has: the list says so, and there is nobody to touch.
    if (area.lenders?.length === 0 && (over === false || over === undefined)) return null;
    return (
      <section class="detail stack" aria-live="polite">
        {over === false || over === undefined ? (
          <p class="second">{texts.rail.choose}</p>
        ) : (
          <p class="terms">{texts.loan.over(ownerIn(over.loan, texts))}</p>
        )}
      </section>
    );
  }
  const { person } = chosen;
  return (
    <section class="detail stack" aria-labelledby="desk-person" key={chosen.locker}>
      <div class="row">
        <PersonToken picture={personPicture(person)} />
        <h2 id="desk-person" class="grow">
          <bdi>{displayName(person.name)}</bdi>
        </h2>
        <span>
          <TrustState trust={person.trust} />
          <span class="second">{longDay(person.since, language.formats)}</span>
        </span>
      </div>
      {mayAdd(chosen.loans) && (
        <>
          <Whose of={{ from: person, ...(chosen.by && { by: chosen.by }) }} />
          <AddButton of={chosen.locker} />
        </>
      )}
      <LoanDetail beside area={area} lender={chosen} />
    </section>
  );
}

function Rail({ area, show, say }: { area: Area; show: AreaPlace["show"]; say: string }) {
  const { armoire, texts, hide, close, way } = useOthersSetting();
  const { contents } = useInside();
  const mine = useLoaded(() => armoire.introduction());
  const waiting = contents.others?.waiting ?? 0;
  return (
    <aside class="rail" aria-label={texts.rail.title}>
      <p class="brand">
        <Pictogram name="armoire" /> {texts.brand}
      </p>
      <nav aria-label={texts.rail.title}>
        <ul>
          <RailRow picture="eye" count={area.lenders?.length} here={show === "lent" || show === "loan"} to={{ at: "others", show: "lent" }}>
            {texts.rail.loans}
          </RailRow>
          <RailRow picture="up" here={show === "asked"} to={{ at: "others", show: "asked" }}>
            {texts.rail.asked}
          </RailRow>
          <RailRow picture="people/deposit" here={show === "handIn"} to={{ at: "others", show: "handIn" }}>
            {texts.rail.deposits}
          </RailRow>
          <RailRow picture="people/qr" to={{ at: "others", show: "addHelper" }}>
            {texts.addHelper.title}
          </RailRow>
          <RailRow picture="leave" to={{ at: "others", show: "leaving" }}>
            {texts.leaving.row}
          </RailRow>
          {waiting > 0 && (
            <RailRow picture="people/inbox" count={waiting} to={{ at: "others", show: "waiting" }}>
              {texts.rail.waiting}
            </RailRow>
          )}
          <RailRow
            picture="drawer"
            onClick={() => {
              way.restart({ at: "home" });
            }}
          >
            {texts.rail.own}
          </RailRow>
        </ul>
      </nav>
      <div class="rail-end stack">
        {mine.value !== undefined && (
          <p>
            <b>
              <bdi>{displayName(mine.value.name)}</bdi>
            </b>
            {mine.value.organisation !== undefined && (
              <>
                <br />
                <bdi>{displayName(mine.value.organisation)}</bdi>
              </>
            )}
          </p>
        )}
        <div class="rail-tools">
          <Listen say={say} />
          <Tool name="hide" word={texts.tools.hide} onClick={hide} />
        </div>
        <Button
          small
          picture="lock"
          onClick={() => {
            close();
          }}
        >
          {texts.rail.close}
        </Button>
      </div>
    </aside>
  );
}

interface RailProps {
  picture: PictogramName;
  count?: number | undefined;
  here?: boolean;
  to?: Place;
  onClick?: () => void;
  children: ComponentChildren;
}

function RailRow({ picture, count, here = false, to, onClick, children }: RailProps) {
  const { way } = useOthersSetting();
  return (
    <li>
      <button
        type="button"
        aria-current={here ? "page" : undefined}
        onClick={() => {
          if (to === undefined) onClick?.();
          else way.go(to);
        }}
      >
        <Pictogram name={picture} />
        <span class="grow">{children}</span>
        {count !== undefined && count > 0 && <b>{count}</b>}
      </button>
    </li>
  );
}
