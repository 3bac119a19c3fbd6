import type { InvitedMeeting } from "../../bridge/meetings";
import { useOthersSetting } from "../people/others-setting";
import { useOthersLoaded } from "../people/use-others-loaded";
import { InvitedRows } from "./list";

/** Invitations that wait for an answer, or to be read; none while `wanted` is false. */
export function useInvitations(wanted: boolean): readonly InvitedMeeting[] {
  const { armoire } = useOthersSetting();
  const loaded = useOthersLoaded(async () => (wanted ? (await armoire.meetings()).invited : []));
  return (loaded.value ?? []).filter(({ accepted }) => !accepted);
}

export function InvitationRows({ invited }: { invited: readonly InvitedMeeting[] }) {
  if (invited.length === 0) return null;
  return (
    <ul class="panel">
      <InvitedRows invited={invited} />
    </ul>
  );
}
