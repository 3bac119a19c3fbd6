import { Button } from "../components/button";
import { ListenRow } from "../components/listen-row";
import { Loading } from "../components/loaded";
import { NoYes } from "../components/no-yes";
import { Alert } from "../components/note";
import { Screen } from "../components/screen";
import { Steps } from "../components/steps";
import type { Person } from "../../bridge/bridge";
import { useInside } from "../locker/inside";
import { hour, longDay } from "../papers/dates";
import { Pictogram } from "../pictograms/pictogram";
import { useOthersSetting } from "../people/others-setting";
import { useOthersLoaded } from "../people/use-others-loaded";
import { useTask } from "../task";
import { noDraft, useCalling } from "./draft";
import { MeetingRefusal } from "./refusal";
import { startOf, untilOf } from "./times";
import { seenBy, seenWord, toldOf } from "./words";

/** Fourth: what each one will see, in sentences, to be read or listened to; only then are they written to. */
export function MeetingReadScreen() {
  const { armoire, texts, way } = useOthersSetting();
  const { draft } = useCalling();
  const loaded = useOthersLoaded(() => armoire.people());
  const people = loaded.value?.filter(({ account }) => draft.people.includes(account));
  const start = startOf(draft.day, draft.time);
  if (people !== undefined && people.length > 0 && start !== undefined) return <Consent people={people} start={start} />;
  const { meetingRead, called } = texts.meeting;
  return (
    <Screen key="reading" title={meetingRead.title} say={meetingRead.title} lockable foot={<Button onClick={way.back}>{texts.tools.back}</Button>}>
      <Loading of={loaded}>{() => <Alert sentence={called.gone} />}</Loading>
    </Screen>
  );
}

function Consent({ people, start }: { people: readonly Person[]; start: number }) {
  const { armoire, texts, language, way } = useOthersSetting();
  const { meetingRead } = texts.meeting;
  const { contents, refresh, tell } = useInside();
  const { draft, change } = useCalling();
  const task = useTask();
  const { minutes } = draft;
  const until = untilOf(start, minutes);
  const living = <T extends { trashed?: number }>(all: readonly T[]): T[] => all.filter(({ trashed }) => trashed === undefined);
  const things = [...living(contents.folders).map((folder) => ({ ...folder, shelf: true })), ...living(contents.documents)];
  const seen = (account: string) => things.filter(({ id }) => draft.sees[account]?.includes(id) === true);
  const guests = people.map(({ account, name }) => ({ name, sees: seen(account).map((thing) => seenWord(thing, texts.meeting)) }));
  const when = meetingRead.when(longDay(start, language.formats), hour(start, language.formats));
  const sentences = seenBy(guests, until, texts.meeting, language.formats);
  const others = people.length > 1 ? [draft.named ? meetingRead.named : meetingRead.notNamed] : [];
  const say = [when, ...sentences, ...others].join(" ");

  const invite = () => {
    task.run(async () => {
      const place = draft.place.trim();
      const invited = people.map(({ account }) => ({ account, sees: seen(account).map(({ id }) => id) }));
      const { untold } = await armoire.callMeeting({ start, minutes, ...(place !== "" && { place }), purpose: draft.purpose.trim(), until, named: draft.named, guests: invited });
      await refresh();
      change(noDraft);
      tell({ sentence: toldOf(untold, meetingRead.done, texts, language.formats) });
      way.restart({ at: "home" }, { at: "others", show: "meetings" });
    });
  };

  return (
    <Screen
      key="consent"
      title={meetingRead.title}
      quiet
      say={say}
      lockable
      foot={
        <NoYes
          no={meetingRead.no}
          onNo={() => {
            way.restart({ at: "home" });
          }}
          yes={meetingRead.yes}
          kind="main"
          busy={task.busy}
          onYes={invite}
          tall
        />
      }
    >
      <Steps done={4} of={4} />
      <MeetingRefusal error={task.error} />
      <section class="panel read">
        <p class="say">{when}</p>
        {sentences.map((sentence) => (
          <p class="say" key={sentence}>
            <b>{sentence}</b>
          </p>
        ))}
        {others.map((sentence) => (
          <p class="say" key={sentence}>
            {sentence}
          </p>
        ))}
        <ListenRow say={say} word={texts.lendRead.listen} />
      </section>
      <ul class="points">
        <li>
          <Pictogram name="people/take" /> <span>{meetingRead.back}</span>
        </li>
      </ul>
    </Screen>
  );
}
