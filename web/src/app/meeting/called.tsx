import type { CalledMeeting, Guest } from "../../bridge/meetings";
import { Loading } from "../components/loaded";
import { Note } from "../components/note";
import { Screen } from "../components/screen";
import { WayRow } from "../components/way-row";
import { useInside } from "../locker/inside";
import { NewsNote } from "../locker/news";
import { displayName } from "../papers/names";
import { Part } from "../people/helper";
import { useOthersSetting } from "../people/others-setting";
import { PersonRow } from "../people/person-row";
import { useOthersLoaded } from "../people/use-others-loaded";
import { Pictogram, type PictogramName } from "../pictograms/pictogram";
import { useTask } from "../task";
import { CalendarPart } from "./calendar";
import { MeetingRefusal } from "./refusal";
import { listOf, seenWord, toldOf, whenOf } from "./words";

/** One meeting that this person has called: who comes, what each one sees for it, and what can be done. */
export function CalledScreen({ id }: { id: string }) {
  const { armoire, texts } = useOthersSetting();
  const { called, meetings } = texts.meeting;
  const loaded = useOthersLoaded(async () => ({ meeting: (await armoire.meetings()).called.find((one) => one.id === id) }));
  return (
    <Screen title={meetings.title} say={called.say} lockable>
      <NewsNote />
      <Loading of={loaded}>{({ meeting }) => (meeting === undefined ? <p class="placeholder">{called.gone}</p> : <Called meeting={meeting} />)}</Loading>
    </Screen>
  );
}

function Called({ meeting }: { meeting: CalledMeeting }) {
  const { texts, language } = useOthersSetting();
  const { called, invited, meetings } = texts.meeting;
  const { id, start, minutes, place, purpose, guests, off } = meeting;
  const silent = guests.some(({ comes }) => comes === undefined);
  return (
    <>
      {off && <Note kind="wait">{called.isOff}</Note>}
      <div class="panel">
        <p class="row">
          <span class="grow">
            <b>{whenOf(start, texts.meeting, language.formats)}</b>
            <span class="second block">{meetings.minutes(minutes)}</span>
          </span>
        </p>
        <Part title={invited.purpose}>{displayName(purpose)}</Part>
        {place !== undefined && <Part title={invited.place}>{displayName(place)}</Part>}
      </div>
      <section class="section">
        <h2>{called.who}</h2>
        <ul class="panel">
          {guests.map((guest) => (
            <li key={guest.who.account}>
              <GuestRow guest={guest} />
            </li>
          ))}
        </ul>
      </section>
      <CalendarPart id={id} purpose={purpose} place={place} />
      {!off && (
        <ul class="panel">
          {silent && <RemindRow id={id} />}
          <WayRow picture="clock" word={called.move} why={called.moveWhy} to={{ at: "others", show: "meetingMove", meeting: id }} />
          <WayRow picture="cross" word={called.off} why={called.offWhy} to={{ at: "others", show: "meetingOff", meeting: id }} />
        </ul>
      )}
    </>
  );
}

const pictures: Record<"waits" | "comes" | "comesNot", PictogramName> = { waits: "clock", comes: "check", comesNot: "cross" };

function GuestRow({ guest: { who, comes, motive, sees } }: { guest: Guest }) {
  const { texts, language } = useOthersSetting();
  const { called } = texts.meeting;
  const state = comes === undefined ? "waits" : comes ? "comes" : "comesNot";
  const names = sees.flatMap(({ name, shelf = false }) => (name === undefined ? [] : [seenWord({ name, shelf }, texts.meeting)]));
  return (
    <PersonRow
      person={who}
      second={
        <>
          <span class="state">
            <Pictogram name={pictures[state]} /> {called[state]}
          </span>
          {motive !== undefined && (
            <span class="second block">
              <bdi>{displayName(motive)}</bdi>
            </span>
          )}
          <span class="second block">{names.length === 0 ? called.seesNothing : called.sees(listOf(names, language.formats))}</span>
        </>
      }
    />
  );
}

function RemindRow({ id }: { id: string }) {
  const { armoire, texts, language } = useOthersSetting();
  const { called } = texts.meeting;
  const { tell } = useInside();
  const task = useTask();
  return (
    <>
      <WayRow
        picture="letter"
        word={called.remind}
        busy={task.busy}
        onClick={() => {
          task.run(async () => {
            const { untold } = await armoire.remindOfMeeting(id);
            tell({ sentence: toldOf(untold, called.reminded, texts, language.formats) });
          });
        }}
      />
      {task.error !== undefined && (
        <li>
          <MeetingRefusal error={task.error} />
        </li>
      )}
    </>
  );
}
