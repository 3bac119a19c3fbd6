import { afterAll, beforeAll } from "vitest";
import { row01 } from "../rows/row-01-keys";
import { row02 } from "../rows/row-02-vouched";
import { row03 } from "../rows/row-03-keyring";
import { row04 } from "../rows/row-04-kdf";
import { row05 } from "../rows/row-05-salt";
import { row06 } from "../rows/row-06-commitment";
import { row07 } from "../rows/row-07-suite";
import { row08 } from "../rows/row-08-flips";
import { row09 } from "../rows/row-09-exchange";
import { row10 } from "../rows/row-10-yesterday";
import { row11, row11Followed } from "../rows/row-11-histories";
import { row11Heads } from "../rows/row-11-heads";
import { row12 } from "../rows/row-12-cut";
import { row13 } from "../rows/row-13-added";
import { row14, row14BetweenGrantees } from "../rows/row-14-rewritten";
import { row15 } from "../rows/row-15-handed-in";
import { row15Letters } from "../rows/row-15-letters";
import { row15Meetings } from "../rows/row-15-meetings";
import { row16 } from "../rows/row-16-over";
import { row16Line } from "../rows/row-16-line";
import { row16Nonsense } from "../rows/row-16-nonsense";
import { row17 } from "../rows/row-17-rotated";
import { row21 } from "../rows/row-21-old-ways";
import { row27 } from "../rows/row-27-bombs";
import { row29 } from "../rows/row-29-journal";
import { row31 } from "../rows/row-31-sizes";
import { row32 } from "../rows/row-32-types";
import { row32Between, row32People } from "../rows/row-32-people";
import { row33 } from "../rows/row-33-weak-key";
import { row34 } from "../rows/row-34-reopened";
import { row27Lists, row27Reads } from "../rows/row-27-lists";
import { row29Consents } from "../rows/cli-row-29-consents";
import { row35 } from "../rows/row-35-invitations";
import { row35Words } from "../rows/row-35-words";
import { openAgenda, type Agenda } from "./agenda";
import { runRow } from "./attack";
import { openOffice, type Office } from "./office";
import { openScene, type Scene } from "./scene";
import { openSurety, type Surety } from "./surety";
import { openVillage, type Village } from "./village";

const rows = [row03, row04, row05, row06, row07, row08, row09, row10, row12, row13, row21, row27, row29, row32, row33, row34, row31];

/** Every row that concerns clients, for one of them. Row 31 comes last: it adds documents. */
export function testClient(client: string): void {
  const scene = useScene();
  for (const row of rows) runRow(row, client, scene);
}

/** Rows about other people, as one client of the holder's meets them. */
export function testPeople(client: string): void {
  const village = useVillage(useScene());
  for (const row of [row11(village), row14(village), row16(village), row17(village), row32People(village)]) runRow(row, client, () => village().scene);
  row15(client, village);
  row32Between(client, village);
  row35(client, village);
  row16Line(client, village);
  row27Reads(client, village);
  // What follows changes what was lent.
  row01(client, village);
  row14BetweenGrantees(client, village);
  row11Followed(client, village);
}

/** What people write to each other, as one client of the holder's meets it. */
export function testLetters(client: string): void {
  const scene = useScene();
  let office: Office | undefined;
  beforeAll(async () => {
    office = await openOffice(scene());
  });
  const opened = () => {
    if (office === undefined) throw new Error("nobody has written yet");
    return office;
  };
  row15Letters(client, opened);
  row11Heads(client, opened);
  if (client === "command line") row29Consents(opened);
  row27Lists(client, opened);
  row16Nonsense(client, opened);
  row35Words(client, scene);
}

/** What people arrange with each other, as one client of the holder's meets it. */
export function testMeetings(client: string): void {
  const scene = useScene();
  let agenda: Agenda | undefined;
  beforeAll(async () => {
    agenda = await openAgenda(scene());
  });
  row15Meetings(client, () => {
    if (agenda === undefined) throw new Error("nobody has called a meeting yet");
    return agenda;
  });
}

/** What an organisation says of somebody, as one client of whom it is told meets it. */
export function testVouched(client: string): void {
  const scene = useScene();
  let surety: Surety | undefined;
  beforeAll(async () => {
    surety = await openSurety(scene());
  });
  row02(client, () => {
    if (surety === undefined) throw new Error("nobody vouches for anybody yet");
    return surety;
  });
}

/** A village for the tests of this file. */
export function useVillage(scene: () => Scene): () => Village {
  let village: Village | undefined;
  beforeAll(async () => {
    village = await openVillage(scene());
  });
  return () => {
    if (village === undefined) throw new Error("nobody has settled yet");
    return village;
  };
}

/** A scene for the tests of this file. */
export function useScene(): () => Scene {
  let scene: Scene | undefined;
  beforeAll(async () => {
    scene = await openScene();
  });
  afterAll(() => scene?.end());
  return () => {
    if (scene === undefined) throw new Error("the scene isn't open yet");
    return scene;
  };
}
