import type { account } from "./french/account";
import type { french } from "./french/index";
import type { others } from "./french/others";

/**
 * What every language says. French is the measure: a key that another language lacks, or has too much, is an error of
 * the compiler.
 */
export type Texts = typeof french;

/** What the screens of the account say: it comes after the rest, with their code. */
export type AccountTexts = typeof account;

/** What the screens about other people say: it comes with the first of them. */
export type OthersTexts = typeof others;
