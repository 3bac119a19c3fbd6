import { useScene } from "./harness/suite";
import { row22 } from "./rows/server-row-22-handles";
import { row23 } from "./rows/server-row-23-sessions";
import { row24 } from "./rows/server-row-24-routes";
import { row27 } from "./rows/server-row-27-bombs";

const scene = useScene();
row22(scene);
row24(scene);
row27(scene);
// Last: it ends sessions.
row23(scene);
