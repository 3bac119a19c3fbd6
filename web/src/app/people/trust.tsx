import type { Trust, Vouched } from "../../bridge/bridge";
import { longDay } from "../papers/dates";
import { displayName } from "../papers/names";
import { Pictogram, type PictogramName } from "../pictograms/pictogram";
import { useOthersSetting } from "./others-setting";

export const trustPictures: Record<Trust, PictogramName> = {
  scanned: "people/face",
  vouched: "people/service",
  invited: "people/link",
  unverified: "people/unknown",
};

const looks: Record<Trust, string> = { scanned: "state ok", vouched: "state ok", invited: "state", unverified: "state wait" };

/** How somebody is known: a shape, a word, then a colour. `closed`: also that they can't be shown anything. */
export function TrustState({ trust, closed = false }: { trust: Trust; closed?: boolean }) {
  const { texts } = useOthersSetting();
  return (
    <span class={looks[trust]}>
      <Pictogram name={trustPictures[trust]} /> {closed && trust === "unverified" ? texts.trust.closed : texts.trust[trust]}
    </span>
  );
}

/** Which service vouches for somebody, as what, and until when. */
export function VouchedBy({ vouch: { organisation, role, site, until } }: { vouch: Vouched }) {
  const { texts, language } = useOthersSetting();
  const { vouching } = texts;
  return (
    <p class="row">
      <span class="grow">
        <span class="second block">{vouching.by}</span>
        <span class="state ok">
          <Pictogram name={trustPictures.vouched} /> <bdi>{displayName(organisation)}</bdi>
        </span>
        <span class="block said">
          <bdi>{displayName(role)}</bdi>
        </span>
        {site !== undefined && (
          <span class="block said">
            <bdi>{displayName(site)}</bdi>
          </span>
        )}
        <span class="second block">{vouching.until(longDay(until, language.formats))}</span>
      </span>
    </p>
  );
}

/** Somebody's round drawing; how they are known stands beside it, as a word. */
export function PersonToken({ picture }: { picture: PictogramName }) {
  return (
    <span class="token person">
      <Pictogram name={picture} />
    </span>
  );
}
