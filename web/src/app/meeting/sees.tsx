import { useMemo } from "preact/hooks";
import type { Person } from "../../bridge/bridge";
import { Button } from "../components/button";
import { Loading } from "../components/loaded";
import { Note } from "../components/note";
import { Screen } from "../components/screen";
import { Some } from "../components/some";
import { Steps } from "../components/steps";
import { Tick } from "../components/tick";
import { useInside } from "../locker/inside";
import { displayName } from "../papers/names";
import { countsOf, newestFirst, otherShelf } from "../papers/shelves";
import { useOthersSetting } from "../people/others-setting";
import { useOthersLoaded } from "../people/use-others-loaded";
import { apart } from "../../languages/apart";
import { useCalling } from "./draft";
import { turned } from "./who";

/** Papers and shelves lent for one meeting, to all together. */
const most = 30;
/** Papers of each person, shown at first. */
const first = 5;

/** Third question: which papers and shelves each one sees until that evening, or none. */
export function MeetingSeesScreen() {
  const { armoire, texts, way } = useOthersSetting();
  const { meetingSees, meetingWho } = texts.meeting;
  const { draft } = useCalling();
  const { contents } = useInside();
  const loaded = useOthersLoaded(() => armoire.people());
  const papers = useMemo(() => newestFirst(contents.documents.filter(({ trashed }) => trashed === undefined)), [contents]);
  const all = draft.people.reduce((sum, account) => sum + (draft.sees[account]?.length ?? 0), 0);
  return (
    <Screen
      title={meetingSees.title}
      say={meetingSees.say}
      lockable
      foot={
        <Button
          kind="main"
          picture="next"
          missing={all > most ? meetingSees.most : undefined}
          onClick={() => {
            way.go({ at: "others", show: "meetingRead" });
          }}
        >
          {meetingWho.next}
        </Button>
      }
    >
      <Steps done={3} of={4} />
      {papers.length === 0 && <p class="placeholder">{meetingSees.noPapers}</p>}
      {papers.length > 0 && (
        <Loading of={loaded}>
          {(people) => people.filter(({ account }) => draft.people.includes(account)).map((person) => <Seen key={person.account} person={person} papers={papers} />)}
        </Loading>
      )}
    </Screen>
  );
}

function Seen({ person, papers }: { person: Person; papers: ReturnType<typeof newestFirst> }) {
  const { texts } = useOthersSetting();
  const { contents, shelves } = useInside();
  const { draft, change } = useCalling();
  const counts = useMemo(() => countsOf(shelves, contents), [shelves, contents]);
  const chosen = draft.sees[person.account] ?? [];
  const made = shelves.flatMap(({ folder, ...shelf }) => (folder === undefined ? [] : [{ ...shelf, id: folder.id }]));
  const onTick = (id: string) => {
    change({ sees: { ...draft.sees, [person.account]: turned(chosen, id) } });
  };
  return (
    <fieldset class="field">
      <legend>{texts.meeting.meetingSees.what(apart(displayName(person.name)))}</legend>
      <Some
        items={papers}
        first={first}
        row={({ id, name, folder }) => (
          <Tick
            key={id}
            picture={shelves.find((shelf) => shelf.folder?.id === folder)?.pictogram ?? otherShelf}
            name={name}
            ticked={chosen.includes(id)}
            onTick={() => {
              onTick(id);
            }}
          />
        )}
      />
      {made.length > 0 && (
        <Some
          items={made}
          first={first}
          label={texts.lendWhat.shelves}
          row={({ id, key, name, pictogram }) => (
            <Tick
              key={id}
              picture={pictogram}
              name={name}
              second={texts.home.counted(counts.get(key) ?? 0)}
              ticked={chosen.includes(id)}
              onTick={() => {
                onTick(id);
              }}
            />
          )}
        />
      )}
      {made.some(({ id }) => chosen.includes(id)) && <Note kind="wait">{texts.meeting.meetingSees.later}</Note>}
    </fieldset>
  );
}
