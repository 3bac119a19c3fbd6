import type { ComponentChildren } from "preact";
import type { PictogramName } from "../pictograms/pictogram";
import { useSetting } from "../setting";
import { Button } from "./button";
import { Refusal } from "./note";
import { Screen } from "./screen";

interface Props {
  title: string;
  say: string;
  no: string;
  yes: string;
  picture: PictogramName;
  busy?: boolean;
  error?: unknown;
  onYes: () => void;
  children: ComponentChildren;
}

/** A question about something that can't be undone: no and yes have the same size and place, and nothing is honey. */
export function Ask({ title, say, no, yes, picture, busy = false, error, onYes, children }: Props) {
  const { way } = useSetting();
  return (
    <Screen
      title={title}
      say={say}
      lockable
      foot={
        <div class="pair">
          <Button picture="drawer" onClick={way.back}>
            {no}
          </Button>
          <Button kind="stop" picture={picture} busy={busy} onClick={onYes}>
            {yes}
          </Button>
        </div>
      }
    >
      {children}
      <Refusal error={error} />
    </Screen>
  );
}
