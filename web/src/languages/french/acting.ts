import { apart, ended } from "../apart";

/** "de Karim", "d’Adel": a name comes apart from its sentence, so that its first letter is the second sign. */
const of = (name: string) => (/^\u2068?[aeiouyhàâäæéèêëîïôöœùûü]/i.test(name) ? `d’${name}` : `de ${name}`);

/** What one does in somebody else's locker; several lockers in one account; what one receives and stops. */
export const acting = {
  acting: {
    whose: (name: string) => `Armoire ${of(name)}`,
    notYours: "Ce n’est pas la vôtre.",
    heldBy: (name: string) => `${name} s’en occupe, et vous y laisse entrer.`,
    seen: (name: string) => `${name} le voit, et voit que c’est vous.`,
    no: "Non",
    gone: "Ce papier n’est plus là, ou n’est plus prêté.",
    more: "Ce que vous pouvez faire",
  },

  lentAdd: {
    title: "Ajouter un papier",
    go: "Ajouter un papier",
    what: (name: string) => ended(`Vous ajoutez un papier dans l’armoire ${of(name)}`),
    camera: "Prendre une photo",
    file: "Choisir un fichier",
    other: "Choisir un autre fichier",
    where: "Sur quel rangement ?",
    missing: "Touchez un rangement",
    nowhere: "Aucun rangement n’est ouvert à vos ajouts.",
    yes: "Oui, ajouter",
    done: (name: string) => ended(`Le papier part dans l’armoire ${of(name)}`),
    undo: "Le jeter",
    undone: "Le papier n’y est plus.",
    deposit: "Déposer un papier à accepter",
  },

  lentRename: {
    row: "Renommer",
    title: "Renommer ce papier",
    what: (name: string) => ended(`Vous renommez un papier dans l’armoire ${of(name)}`),
    name: "Nouveau nom",
    yes: "Oui, renommer",
    done: "Le papier a un autre nom.",
    undone: "Le papier a son nom d’avant.",
  },

  lentMove: {
    row: "Ranger ailleurs",
    title: "Ranger ailleurs",
    what: (name: string) => ended(`Vous rangez un papier ailleurs, dans l’armoire ${of(name)}`),
    here: "Le papier est ici.",
    missing: "Touchez un autre rangement",
    yes: "Oui, ranger là",
    done: "Le papier est rangé ailleurs.",
    undone: "Le papier est de nouveau à sa place.",
    sight: "D’autres personnes peuvent le voir là-bas, ou ne plus le voir.",
  },

  lentReplace: {
    row: "Remplacer",
    title: "Remplacer ce papier",
    what: (name: string) => ended(`Vous remplacez un papier dans l’armoire ${of(name)}`),
    before: "Le papier d’avant reste dans ses versions.",
    missing: "Choisissez un fichier",
    yes: "Oui, remplacer",
    done: "Le nouveau papier part. Celui d’avant reste dans ses versions.",
  },

  lentTrash: {
    row: "Jeter",
    title: "Jeter ce papier ?",
    what: (name: string) => ended(`Vous jetez un papier dans l’armoire ${of(name)}`),
    back: "Il va dans la corbeille de cette armoire. Il peut en revenir.",
    yes: "Oui, jeter",
    done: "Le papier est dans la corbeille de cette armoire.",
    undo: "Le remettre",
    undone: "Le papier est de nouveau là.",
  },

  lockers: {
    title: "Les armoires que je tiens",
    own: "Mon armoire",
    here: "vous êtes ici",
  },

  run: {
    waiting: (name: string) => `À voir pour ${name}`,
    waitingWhy: "Papiers apportés.",
    waits: (papers: number) => (papers === 0 ? "Rien n’attend." : papers === 1 ? "1 papier attend une réponse." : `${papers} papiers attendent une réponse.`),
    lend: (name: string) => `Prêter pour ${name}`,
    lendWhy: "À quelqu’un que vous connaissez.",
    lent: (name: string) => `Ce que je prête pour ${name}`,
    lentWhy: "Le voir, le reprendre.",
  },

  runWaiting: {
    none: "Rien n’attend dans cette armoire.",
    say: (name: string) => ended(`Voici ce qui attend dans l’armoire ${of(name)}`),
    accept: (name: string) => ended(`Vous rangez un papier dans l’armoire ${of(name)}`),
    refuse: (name: string) => ended(`Vous refusez un papier pour ${name}`),
    accepted: (shelf: string, name: string) => ended(`Papier rangé dans ${apart(shelf)}, pour ${name}`),
    refused: (name: string) => ended(`Papier refusé pour ${name}`),
  },

  runLend: {
    title: (name: string) => `Prêter pour ${name}`,
    say: (name: string) => ended(`Dites à qui, quoi, pourquoi, jusqu’à quand. Ce sont les papiers ${of(name)}`),
    who: "À qui ?",
    nobody: "Rencontrez d’abord la personne : « Qui m’aide ».",
    what: "Quoi ?",
    none: "Aucun papier à prêter.",
    find: "Chercher un papier",
    purpose: "Pour quoi faire ?",
    purposeHint: "Exemple : son dossier de logement",
    until: "Jusqu’à quand ?",
    missingWho: "Il manque la personne",
    missingWhat: "Il manque un papier",
    missingPurpose: "Il manque la raison",
    go: "Relire",
    readTitle: "Relire avant de dire oui",
    sentence: (papers: number, owner: string, to: string, why: string, day: string) => {
      const what = papers === 1 ? "1 papier" : `${papers} papiers`;
      return ended(`Vous prêtez ${what} ${of(owner)} à ${to}, pour ${apart(why)}, jusqu’au ${day}`);
    },
    may: (name: string) => `${name} peut voir. Rien d’autre.`,
    yes: "Oui, je prête",
    done: (name: string) => ended(`C’est prêté à ${name}`),
    undo: "Reprendre",
    undone: "C’est repris.",
  },

  runLent: {
    say: (name: string) => `Voici ce que vous prêtez pour ${name}. Un toucher reprend.`,
    none: "Vous ne prêtez rien dans cette armoire.",
    takeBack: "Reprendre",
    takeBackName: (what: string, name: string) => `Reprendre ${apart(what)} à ${name}`,
    done: (name: string) => ended(`C’est repris à ${name}`),
  },

  giveBack: {
    row: "Rendre ce qu’on me prête",
    rowWhy: "Vous ne verrez plus rien.",
    title: "Rendre ce prêt ?",
    what: (name: string) => ended(`Vous ne verrez plus rien dans l’armoire ${of(name)}`),
    told: (name: string) => `${name} le voit dans son journal.`,
    again: "Seul un nouveau prêt vous l’ouvrirait encore.",
    no: "Non",
    yes: "Oui, rendre",
    done: (name: string) => ended(`C’est rendu à ${name}`),
  },

  leaving: {
    row: "Je quitte ce service",
    rowWhy: "Le dire aux personnes que vous aidez.",
    rowOne: (name: string) => `Je n’aide plus ${name}`,
    rowOneWhy: "Le dire, et rendre ce qui est prêté.",
    say: "Dites qui prend la suite, si vous le savez. Puis relisez.",
    whom: "Qui l’apprend",
    none: "Vous n’êtes sur aucune liste, et rien ne vous est prêté.",
    entry: "Vous êtes sur sa liste.",
    loans: "Vous voyez de ses papiers.",
    successor: "Qui prend la suite ?",
    successorHint: "Chaque personne décide. Rien ne s’ouvre tout seul.",
    name: "Son nom",
    organisation: "Son service",
    reach: "Téléphone ou adresse",
    motive: "Un mot, si vous voulez",
    go: "Relire",
    readTitle: "Relire avant de dire oui",
    told: (people: number) => (people === 1 ? "1 personne l’apprend aujourd’hui." : `${people} personnes l’apprennent aujourd’hui.`),
    ends: "Ce qui vous est prêté se referme tout de suite.",
    list: "Sur sa liste, vous passez parmi les aides d’avant.",
    next: (name: string) => `Pour la suite, vous proposez ${apart(name)}. Rien ne s’ouvre : chaque personne décide.`,
    nobody: "Pour la suite, vous ne proposez personne.",
    no: "Non",
    yes: "Oui, je pars",
    yesOne: "Oui, j’arrête",
    done: "C’est dit. Tout est rendu.",
    some: (name: string) => `Pas encore dit à ${name}. Touchez oui pour essayer encore.`,
  },

  sight: {
    look: "Regarder ce papier",
    lookWhy: "Avant de décider.",
    say: (name: string) => `Voici le papier que ${name} a apporté. Il attend encore.`,
    waits: "Ce papier attend. Il n’est pas encore dans l’armoire.",
    decide: "Revenir et décider",
  },

  blocking: {
    block: "Bloquer cette personne",
    blocked: (name: string) => `${name} ne peut plus rien vous envoyer.`,
    lends: "Ce que vous lui prêtez reste prêté.",
    undo: "Débloquer",
    undone: "La personne est débloquée.",
    title: "Personnes bloquées",
    say: "Ces personnes ne peuvent rien vous envoyer. Un toucher débloque.",
    rowWhy: "Elles ne peuvent rien vous envoyer.",
    none: "Personne n’est bloqué.",
    unblock: "Débloquer",
    unblockName: (name: string) => `Débloquer ${name}`,
    unblocked: (name: string) => `${name} peut de nouveau vous envoyer quelque chose.`,
  },

  seen: {
    one: (name: string) => `${name} le verra.`,
    more: (name: string, others: number) => (others === 1 ? `${name} et 1 autre personne le verront.` : `${name} et ${others} autres personnes le verront.`),
  },
};
