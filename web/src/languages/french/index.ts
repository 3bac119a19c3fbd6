import { door } from "./door";
import { hide } from "./hide";
import { locker } from "./locker";
import { paper } from "./paper";
import { frenchRefusals } from "./refusals";
import { viewer } from "./viewer";
import { ways } from "./ways";

/** Rules of the voice: present tense, 12 words at most, no jargon; "vous" explains, "je" and "mon" act. */
export const french = {
  brand: "Armoire",
  wait: "Un instant…",
  tools: {
    back: "Retour",
    listen: "Écouter",
    silence: "Arrêter",
    lock: "Fermer",
    hide: "Cacher",
  },

  ...door,
  ...locker,
  ...paper,
  ...hide,
  ...viewer,
  ...ways,

  trouble: {
    title: "L’armoire reste fermée",
    again: "Réessayer",
    code: (code: string) => `Pour l’accueil : ${code}`,
  },

  refusals: frenchRefusals,

  /** The same refusals, where it is known which word, which group, how long. */
  exactly: {
    words_unknown: (word: number) => `Le mot ${word} n’est pas dans la liste. Regardez-le.`,
    words_ambiguous: (word: number) => `Écrivez le mot ${word} en entier.`,
    card_group: (group: number) => `Le groupe ${group} a une faute. Regardez votre carte.`,
    too_many_tries: (minutes: number) =>
      minutes === 1 ? "Trop d’essais. Attendez 1 minute." : `Trop d’essais. Attendez ${minutes} minutes.`,
  },
};
