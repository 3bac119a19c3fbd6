import { Button } from "../components/button";
import { Note } from "../components/note";
import { Screen } from "../components/screen";
import { useSetting } from "../setting";
import { Hero } from "./hero";
import { InvitedNote } from "./invited";
import { Languages } from "./languages";

/** The first screen: my language; mine alone; three ways in. */
export function FirstScreen() {
  const { texts, server, way } = useSetting();
  const takesNew = server?.signUp !== "closed";
  return (
    <Screen title={texts.first.title} say={texts.first.say} look="door" brand={texts.brand} picture={<Hero />}>
      <InvitedNote />
      <p>
        {texts.first.alone}
        <br />
        {texts.first.free}
      </p>
      <Languages />
      <div class="stack end">
        {takesNew ? (
          <Button
            kind="main"
            picture="key"
            onClick={() => {
              way.go({ at: "create" });
            }}
          >
            {texts.first.create}
          </Button>
        ) : (
          <Note kind="info">{texts.first.full}</Note>
        )}
        <p class="second">{texts.first.again}</p>
        <Button
          kind={takesNew ? "second" : "main"}
          picture="words"
          onClick={() => {
            way.go({ at: "signIn" });
          }}
        >
          {texts.first.words}
        </Button>
        <Button
          picture="card"
          onClick={() => {
            way.go({ at: "recover" });
          }}
        >
          {texts.first.card}
        </Button>
      </div>
    </Screen>
  );
}
