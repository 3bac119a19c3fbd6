import { useScene } from "./harness/suite";
import { row04 } from "./rows/server-row-04-pins";
import { row16Delegate } from "./rows/server-row-16-delegate";
import { row21 } from "./rows/server-row-21-old-ways";
import { row22 } from "./rows/server-row-22-handles";
import { row23 } from "./rows/server-row-23-sessions";
import { stolen } from "./rows/server-row-23-stolen";
import { row24 } from "./rows/server-row-24-routes";
import { row24Others } from "./rows/server-row-24-others";
import { row27 } from "./rows/server-row-27-bombs";

const scene = useScene();
row04(scene);
row16Delegate(scene);
row21(scene);
row22(scene);
row24(scene);
row24Others(scene);
row27(scene);
stolen(scene);
// Last: it ends sessions.
row23(scene);
