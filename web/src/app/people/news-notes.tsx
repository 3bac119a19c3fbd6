import type { PeopleNews } from "../../bridge/bridge";
import { Button } from "../components/button";
import { Note } from "../components/note";
import { displayName } from "../papers/names";
import { useMeetings } from "./meetings";
import { useOthersSetting } from "./others-setting";

/** What became of invitations: somebody answered, somebody else tried, or an answer was false. Touching leads on, or lets it go. */
export function NewsNotes() {
  const { news } = useMeetings();
  return (
    <div role="status" class="stack">
      {news.map((one, place) => (
        <NewsNote key={place} news={one} />
      ))}
    </div>
  );
}

function NewsNote({ news }: { news: PeopleNews }) {
  const { texts, way } = useOthersSetting();
  const { heard } = useMeetings();
  const { peopleNews } = texts;
  if (news.news === "refused") {
    return (
      <Note kind="stop">
        {peopleNews.refused}
        <Button
          small
          picture="check"
          onClick={() => {
            heard(news);
          }}
        >
          {peopleNews.read}
        </Button>
      </Note>
    );
  }
  const { account, name, vouch } = news.person;
  const met = news.news === "met";
  return (
    <Note kind={met ? "ok" : "wait"}>
      {met ? peopleNews.met(displayName(name)) : peopleNews.tried(displayName(name))}
      {vouch !== undefined && ` ${texts.vouching.sentence(displayName(vouch.organisation))}`}
      <Button
        small
        picture={met ? "plus" : "eye"}
        onClick={() => {
          heard(news);
          way.go(met ? { at: "others", show: "writeHelper", account } : { at: "others", show: "met", account });
        }}
      >
        {met ? peopleNews.add : peopleNews.look}
      </Button>
    </Note>
  );
}
