import type { ComponentChildren } from "preact";
import type { Entry, Person, ReferentState, Trust } from "../../bridge/bridge";
import { Loading } from "../components/loaded";
import { Note } from "../components/note";
import { Screen } from "../components/screen";
import { WayRow } from "../components/way-row";
import { useInside } from "../locker/inside";
import { NewsNote } from "../locker/news";
import { displayName } from "../papers/names";
import { Pictogram } from "../pictograms/pictogram";
import { useTask } from "../task";
import { Call } from "./call";
import { EntryLines } from "./entry-row";
import { useOthersSetting } from "./others-setting";
import { PersonRow } from "./person-row";
import { ProposeRow } from "./propose";
import { telephoneIn } from "./reach";
import { OthersRefusal } from "./refusal";
import { saveContacts } from "./save-contacts";
import { ShowVouchRow } from "./show-vouch";
import { StandRow } from "./stand-row";
import { VouchedBy } from "./trust";
import { useOthersLoaded } from "./use-others-loaded";
import { VouchRow } from "./vouch-for";
import { Words } from "./words";

/** Somebody of the list: how they are known and reached, who sees that they help, and what can be done. */
export function HelperScreen({ id }: { id: string }) {
  const { armoire, texts } = useOthersSetting();
  const { helpers, helper } = texts;
  const loaded = useOthersLoaded(async () => {
    const [entries, referent, people] = await Promise.all([armoire.entries(), armoire.referent(), armoire.people()]);
    const entry = entries.find((one) => one.id === id);
    const person = people.find(({ account }) => account === entry?.account);
    return { entry, referent, person };
  });
  const entry = loaded.value?.entry;
  const name = entry === undefined ? helpers.title : displayName(entry.name);
  return (
    <Screen
      title={name}
      quiet
      say={helper.say(name)}
      lockable
      foot={entry !== undefined && telephoneIn(entry.reach) !== undefined ? <Call person={entry} main /> : undefined}
    >
      <NewsNote />
      <Loading of={loaded}>
        {({ entry, referent, person }) =>
          entry === undefined ? (
            <p class="placeholder">{texts.othersRefusals.not_found}</p>
          ) : (
            <>
              {person?.forked === true && <TwoHistories name={entry.name} />}
              <Helper entry={entry} referent={referent} person={person} />
            </>
          )
        }
      </Loading>
    </Screen>
  );
}

function Helper({ entry, referent, person }: { entry: Entry; referent: ReferentState; person: Person | undefined }) {
  const { texts } = useOthersSetting();
  const { helper } = texts;
  const { id, name, organisation, kind, trust, account, addedBy, shownTo, until } = entry;
  const isReferent = (referent.state === "accepted" || referent.state === "proposed") && referent.entry === id;
  const asks = !isReferent && referent.state !== "accepted" && referent.state !== "proposed" && until === undefined && account !== undefined;
  return (
    <>
      <div class="panel">
        <PersonRow
          person={{ name, kind, ...(organisation !== undefined && { organisation }), ...(trust !== undefined && { trust }) }}
          second={<EntryLines entry={withoutOrganisation(entry)} />}
        />
        {person?.vouch !== undefined && <VouchedBy vouch={person.vouch} />}
        {entry.site !== undefined && <Part title={texts.writeHelper.site}><Words of={entry.site} /></Part>}
        {entry.reach !== undefined && <Part title={helper.reach}><Words of={entry.reach} /></Part>}
        {isReferent && referent.state === "accepted" && (
          <p class="row state">
            <Pictogram name="star" /> {texts.helpers.referent}
          </p>
        )}
      </div>
      {account === undefined && <p class="second">{helper.noAccount}</p>}
      {addedBy !== undefined && <p class="second">{helper.addedBy(displayName(addedBy.name ?? texts.trust.nobody))}</p>}
      <ul class="panel">
        <Lending account={account} trust={trust} />
        <ProposeRow person={person} />
        <VouchRow account={account} trust={trust} />
        <ShowVouchRow account={account} />
        <StandRow account={account} />
        <WayRow
          picture={shownTo.length === 0 ? "hide" : "eye"}
          word={helper.shown}
          why={shownTo.length === 0 ? texts.helpers.hidden : texts.helpers.shown(shownTo.length)}
          to={{ at: "others", show: "showHelper", id }}
        />
        {asks && <WayRow picture="star" word={helper.ask} why={helper.askWhy} to={{ at: "others", show: "askReferent", id }} />}
        {isReferent && referent.state === "accepted" && (
          <WayRow picture="star" word={helper.end} why={helper.endWhy} to={{ at: "others", show: "endReferent", id }} />
        )}
        <WayRow picture="pen" word={helper.change} why={helper.changeWhy} to={{ at: "others", show: "writeHelper", id }} />
        <WayRow
          picture="save"
          word={texts.listOut.saveOne}
          why={texts.listOut.saveOneWhy}
          onClick={() => {
            saveContacts(name, [entry]);
          }}
        />
        {until === undefined && !isReferent && <PastRow entry={entry} />}
        {!isReferent && <WayRow picture="bin" word={helper.remove} why={helper.removeWhy} to={{ at: "others", show: "removeHelper", id }} />}
      </ul>
    </>
  );
}

/** The service lies to one of two people: which one, only they find out, by comparing. */
export function TwoHistories({ name }: { name: string }) {
  const { texts } = useOthersSetting();
  return (
    <Note kind="stop">
      <b>{texts.twoHistories.what(displayName(name))}</b> {texts.twoHistories.then}
    </Note>
  );
}

/** To lend to somebody, or to meet them first; nothing for who has no account. */
export function Lending({ account, trust }: { account: string | undefined; trust: Trust | undefined }) {
  const { texts } = useOthersSetting();
  const { helper } = texts;
  if (account === undefined || trust === undefined) return null;
  return trust === "unverified" ? (
    <WayRow picture="people/face" word={helper.scanAgain} why={helper.scanAgainWhy} to={{ at: "others", show: "meetAgain", account, why: "unverified" }} />
  ) : (
    <>
      <WayRow picture="people/lend" word={helper.lend} to={{ at: "others", show: "lendWhat", start: { to: account } }} />
      <WayRow picture="people/cal" word={texts.meeting.meetings.callWith} to={{ at: "others", show: "meetingWho", to: account }} />
    </>
  );
}

export function Part({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <p class="row">
      <span class="grow">
        <span class="second block">{title}</span>
        <span class="said">
          <bdi>{children}</bdi>
        </span>
      </span>
    </p>
  );
}

/** Who no longer helps stays on the list, below; it is undone by a touch. */
function PastRow({ entry }: { entry: Entry }) {
  const { armoire, texts, way } = useOthersSetting();
  const { helper } = texts;
  const { tell } = useInside();
  const task = useTask();

  const end = () => {
    task.run(async () => {
      const { trust, addedBy, shownTo, ...words } = entry;
      await armoire.saveEntry({ ...words, until: Date.now() });
      tell({
        sentence: helper.pastDone(displayName(entry.name)),
        undone: helper.undone,
        undo: async () => {
          await armoire.saveEntry(words);
        },
      });
      way.back();
    });
  };

  return (
    <>
      <WayRow picture="clock" word={helper.past} why={helper.pastWhy} busy={task.busy} onClick={end} />
      {task.error !== undefined && (
        <li>
          <OthersRefusal error={task.error} />
        </li>
      )}
    </>
  );
}

/** The organisation stands above the lines already. */
function withoutOrganisation({ organisation, ...rest }: Entry): Entry {
  return rest;
}
