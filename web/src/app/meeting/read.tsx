import { Button } from "../components/button";
import { useSpeech } from "../components/listen";
import { Loading } from "../components/loaded";
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
import { listOf, seenBy } from "./words";

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
  const papers = contents.documents.filter(({ trashed }) => trashed === undefined);
  const seen = (account: string) => papers.filter(({ id }) => draft.sees[account]?.includes(id) === true);
  const guests = people.map(({ account, name }) => ({ name, sees: seen(account).map((paper) => paper.name) }));
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
      const left = untold.map(({ name }) => name ?? texts.trust.nobody);
      tell({ sentence: left.length === 0 ? meetingRead.done : meetingRead.untold(listOf(left, language.formats)) });
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
        <div class="pair tall">
          <Button
            picture="cross"
            onClick={() => {
              way.restart({ at: "home" });
            }}
          >
            {meetingRead.no}
          </Button>
          <Button kind="main" picture="check" busy={task.busy} onClick={invite}>
            {meetingRead.yes}
          </Button>
        </div>
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
        <ListenRow say={say} />
      </section>
      <ul class="points">
        <li>
          <Pictogram name="people/take" /> <span>{meetingRead.back}</span>
        </li>
      </ul>
    </Screen>
  );
}

function ListenRow({ say }: { say: string }) {
  const { texts } = useOthersSetting();
  const speech = useSpeech(say);
  if (speech === undefined) return null;
  return (
    <button type="button" class="row listen" aria-pressed={speech.speaking} onClick={speech.toggle}>
      <Pictogram name={speech.speaking ? "silence" : "ear"} />
      <b>{speech.speaking ? texts.tools.silence : texts.lendRead.listen}</b>
    </button>
  );
}
