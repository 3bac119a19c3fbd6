import { useBrowserScene } from "./harness/browser-scene";
import { row25 } from "./rows/browser-row-25-markup";
import { row26 } from "./rows/browser-row-26-papers";
import { row31 } from "./rows/browser-row-31-sizes";
import { row35Invitations } from "./rows/browser-row-35-invitations";
import { row35 } from "./rows/browser-row-35-secrets";

const scene = useBrowserScene();
row25(scene);
row26(scene);
row31(scene);
row35(scene);
row35Invitations(scene);
