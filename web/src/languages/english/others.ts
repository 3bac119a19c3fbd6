import type { OthersTexts } from "../texts";
import { acting } from "./acting";
import { lend } from "./lend";
import { lent } from "./lent";
import { living } from "./living";
import { meeting } from "./meeting";
import { people } from "./people";
import { requests } from "./requests";

/** What the screens about other people say: it comes with them. */
export const others: OthersTexts = { ...people, ...lend, ...living, ...lent, ...acting, ...requests, meeting };
