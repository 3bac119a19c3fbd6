import { apart } from "../apart";

/** How one lives with the locker, and the list on paper. */
export const living = {
  mode: {
    title: "Mon armoire et moi",
    say: "Trois façons de faire. Vous changez quand vous voulez.",
    lead: "Vous changez quand vous voulez.",
    now: "Aujourd’hui",
    choose: "Choisir la personne",
    another: "Ajouter quelqu’un",
    goName: (go: string, mode: string) => `${go} : ${mode}`,
    alone: { name: "Sans aide", why: "Personne d’autre ne range ici." },
    with: { name: "J’apprends avec quelqu’un", why: "Cette personne voit, ajoute et range avec moi." },
    run: { name: "Quelqu’un s’en occupe avec moi", why: "Cette personne range, répond et prête, en son propre nom." },
    takeAllName: (names: string) => `Tout reprendre à ${names}`,
    takeAllWhy: "Tout de suite. Rien n’est annoncé avant.",
    taken: (names: string) => `Tout est repris à ${names}. Ce qui a été vu reste vu.`,
    seesWhy: "Les autres prêts ne changent pas.",
  },

  ended: {
    title: "C’est fini, comme prévu",
    say: "Ce prêt est fini. Vous pouvez faire de nouvelles clés.",
    what: (who: string, day: string) => `${who} n’a plus accès à votre armoire depuis le ${day}.`,
    go: "Faire de nouvelles clés",
    seen: "Ce qui a été vu reste vu.",
    why: "Quelqu’un connaît peut-être vos mots, ou votre carte. Changez-les.",
    words: "De nouveaux mots",
    wordsWhy: "Les anciens n’ouvrent plus rien.",
    card: "Une nouvelle carte",
    cardWhy: "L’ancienne n’ouvre plus rien.",
    modeWhy: "Sans aide, ou avec quelqu’un.",
  },

  listOut: {
    row: "Garder ma liste",
    rowWhy: "Sur papier, en PDF, ou dans le téléphone.",
    title: "Ma liste",
    say: "Voici votre liste. Imprimez-la, gardez-la en PDF, ou enregistrez les contacts.",
    heading: "Qui m’aide",
    referent: "Référent",
    before: "Avec les personnes d’avant",
    printedOn: (day: string) => `Liste du ${day}`,
    how: "Une fenêtre s’ouvre. Choisissez une imprimante, ou « PDF ».",
    silent: "Rien ne s’ouvre ? Essayez avec un autre navigateur, ou enregistrez les contacts.",
    print: "Imprimer ou garder en PDF",
    save: "Enregistrer les contacts",
    saveOne: "Enregistrer ce contact",
    saveOneWhy: "Dans le répertoire du téléphone.",
    caution: "Hors de l’armoire, d’autres peuvent lire cette liste.",
    file: "Qui m’aide",
  },

  journalFilter: {
    title: "Montrer",
    all: "Tout",
    saw: "Vu",
    wrote: "Écrit",
    lent: "Prêté",
    who: "Qui",
    everybody: "Tout le monde",
    me: "Moi",
    none: "Rien de tel ici.",
  },

  /** The service shows others another history of the locker. */
  twoHistories: {
    what: (name: string) => `Le service montre une autre histoire de votre armoire à ${apart(name)}.`,
    then: "Ce qui vient de cette personne n’est pas repris. Comparez face à face.",
  },
};
