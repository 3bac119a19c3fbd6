import { codeOf } from "../../languages/refusal";
import { Refusal } from "../components/note";
import { useOthersSetting } from "../people/others-setting";
import { OthersRefusal } from "../people/refusal";

/** A refusal about a meeting: some codes mean something else here than where things are lent. */
export function MeetingRefusal({ error }: { error: unknown }) {
  const { texts } = useOthersSetting();
  const sentences: Partial<Record<string, string>> = texts.meeting.meetingRefusals;
  const code = codeOf(error);
  return Object.hasOwn(sentences, code) ? <Refusal error={error} sentence={sentences[code]} /> : <OthersRefusal error={error} />;
}
