// First: what the page and its later parts share then stays in the page's own file (infra/bench/phone counts the requests).
import { fetchPdfBy } from "./viewer/part";
import { render } from "preact";
import { connect } from "../bridge/client";
import { leave } from "../bridge/leave";
import { preferredLanguage, textsOf } from "../languages";
import { App } from "./app";
import { takeInvitation } from "./people/invitation";
import { isNewest } from "./shell";
import { hasStarted, mayStart } from "./start";
import { holdAgainstTrembling } from "./tremble";

fetchPdfBy(() => import("./viewer/pdf"));
void start();

async function start(): Promise<void> {
  const root = document.getElementById("app");
  if (root === null || !mayStart()) return;
  const link = location.hash;
  let invitation = takeInvitation();
  if (!(await isNewest())) {
    // The page begins again with a newer build: with what it was opened for.
    if (invitation !== undefined) history.replaceState(history.state, "", link);
    location.reload();
    return;
  }
  holdAgainstTrembling(document);
  const armoire = connect();
  const speech = await textsOf(preferredLanguage());
  const show = () => {
    render(<App armoire={armoire} speech={speech} invitation={invitation} />, root);
  };
  show();
  hasStarted();

  // Whoever leaves the page locks: the browser may keep the whole page in memory for its Back button, so the keys and
  // everything on the screen go first.
  addEventListener("pagehide", () => {
    leave();
    void armoire.lock();
    void armoire.pocketClose().catch(() => undefined);
    invitation = undefined;
    render(null, root);
  });
  addEventListener("pageshow", (arrival) => {
    if (arrival.persisted) show();
  });
}
