import { frenchRefusals } from "./french-refusals";

/** Rules of the voice: present tense, 12 words at most, no jargon; "vous" explains, "je" and "mon" act. */
export const french = {
  brand: "Armoire",
  wait: "Un instant…",
  tools: {
    back: "Retour",
    listen: "Écouter",
    silence: "Arrêter",
    lock: "Fermer",
  },

  first: {
    title: "Vos papiers, en lieu sûr",
    alone: "Personne d’autre ne peut les ouvrir.",
    free: "Sans e-mail ni numéro de téléphone.",
    say: "Ici, vos papiers sont en lieu sûr. Le bouton jaune crée votre armoire.",
    languages: "Langue",
    create: "Créer mon armoire",
    card: "J’ai une carte de secours",
    words: "Ouvrir avec mes mots",
    full: "Ici, on ouvre les armoires existantes seulement.",
  },

  create: {
    title: "Comment vous appeler ?",
    say: "Tapez un prénom ou un surnom. Il vous aide à ouvrir.",
    name: "Mon prénom ou mon surnom",
    handle: "Votre nom d’armoire :",
    other: "Un autre",
    code: "Code donné par l’accueil",
    go: "Créer mon armoire",
  },

  words: {
    title: "Vos cinq mots",
    newTitle: "Vos nouveaux mots",
    say: "Écrivez votre nom d’armoire et vos cinq mots. Ils ouvrent votre armoire.",
    handle: "Mon nom d’armoire",
    list: "Mes cinq mots",
    numberList: "Mes cinq nombres",
    asNumbers: "En nombres",
    asWords: "En mots",
    caution: "Qui a ces mots peut ouvrir.",
    keep: "Écrivez-les sur un papier, à vous seul.",
    oldGone: "Les anciens mots n’ouvrent plus rien.",
    go: "C’est écrit",
  },

  card: {
    title: "Votre carte de secours",
    short: "Carte de secours",
    lead: "Téléphone perdu ? Elle rouvre tout.",
    say: "Cette carte rouvre votre armoire. Gardez-la ailleurs.",
    square: "Carré à scanner",
    groups: "Ou bien, les 9 groupes",
    hide: "Cacher",
    show: "Montrer",
    hidden: "La carte est cachée.",
    caution: "Qui a cette carte peut ouvrir.",
    away: "Gardez-la loin de ce téléphone.",
    print: "Imprimer la carte",
    copied: "J’ai ma carte",
    cut: "Découpez sur les tirets, pliez au milieu.",
    address: "Adresse",
    nameless: "Votre nom n’y est pas écrit.",
    howTitle: "Comment s’en servir",
    how: [
      "Prenez un téléphone, même prêté.",
      "Allez à l’adresse. Touchez « J’ai une carte de secours ».",
      "Tapez les 9 groupes de chiffres.",
      "Vous avez de nouveaux mots. Les anciens n’ouvrent plus.",
    ],
    whereTitle: "Où la garder",
    where: [
      "Loin de votre téléphone.",
      "Chez une personne de confiance, ou dans une autre poche.",
      "Deux cartes valent mieux qu’une.",
    ],
    open: "Le bas de cette page n’est pas secret.",
  },

  proof: {
    title: "Votre carte est prête ?",
    say: "Prenez votre carte. Tapez le groupe demandé.",
    ask: (group: number) => `Groupe ${group} de ma carte`,
    look: "Revoir ma carte",
    go: "C’est ma carte",
    wrong: (group: number) => `Ce n’est pas le groupe ${group}. Regardez votre carte.`,
  },

  signIn: {
    title: "Ouvrir mon armoire",
    say: "Tapez votre nom d’armoire, puis vos cinq mots.",
    handle: "Mon nom d’armoire",
    handleExample: "Un prénom et 4 chiffres",
    words: "Mes cinq mots, ou cinq nombres",
    go: "Ouvrir mon armoire",
    card: "Mots perdus ? J’ai ma carte",
  },

  recover: {
    title: "Les chiffres de votre carte",
    say: "Tapez les neuf groupes de votre carte de secours.",
    lead: "9 groupes de 6 chiffres, dans l’ordre.",
    groups: "Groupes de ma carte",
    group: (group: number) => `Groupe ${group}`,
    go: "Rouvrir mon armoire",
    short: (group: number) => `Le groupe ${group} doit avoir 6 chiffres.`,
    caution: "Vous recevez de nouveaux mots. Les autres appareils sont déconnectés.",
  },

  shelves: {
    id: "Identité",
    health: "Santé",
    home: "Logement",
    money: "Argent",
    work: "Travail",
    box: "Autres",
  },

  home: {
    title: "Mon armoire",
    say: "Voici votre armoire. Le bouton jaune ajoute un papier.",
    shelves: "Mes rangements",
    latest: "Derniers papiers",
    empty: "Votre premier papier vient ici.",
    add: "Ajouter un papier",
    bin: "Corbeille",
    more: "Plus",
    safe: "Votre armoire est en sécurité. Vous pouvez la rouvrir de deux façons.",
    counted: (papers: number) => (papers === 1 ? "1 papier" : `${papers} papiers`),
  },

  shelf: {
    say: (shelf: string) => `Rangement ${shelf}. Touchez un papier pour l’ouvrir.`,
    empty: "Ce rangement est vide.",
    add: "Ajouter un papier ici",
  },

  state: {
    waiting: "Attend son tour",
    sealing: "Se ferme à clé",
    sending: (percent: number) => `Envoi ${percent} %`,
    bar: "Envoi",
    sent: "Envoyé",
    failed: "Pas parti. Toucher pour réessayer",
  },

  add: {
    title: "Ajouter un papier",
    say: "Prenez une photo, ou choisissez un fichier.",
    camera: "Prendre une photo",
    file: "Choisir dans ce téléphone",
    size: "50 Mo au plus par papier.",
    photoName: (day: string, time: string) => `Photo du ${day}, ${time}`,
  },

  keep: {
    title: "On voit tout le papier ?",
    titleFiles: "Je range où ?",
    say: "Regardez le papier. Choisissez son rangement. Puis touchez le bouton jaune.",
    chosen: "Papiers choisis",
    where: "Rangement",
    again: "Encore un papier",
    remove: (paper: string) => `Retirer ${paper}`,
    lies: (kind: string) => `En vrai, c’est : ${kind}. Il est gardé ainsi.`,
    unknown: "Ce fichier reste tel quel. Ici, il ne s’affiche pas.",
    empty: "Ce fichier est vide. Il n’y a rien à garder.",
    big: "Ce fichier dépasse 50 Mo. Choisissez-en un plus léger.",
    unreadable: "Ce fichier ne se lit pas. Choisissez-le encore.",
    go: (papers: number) => (papers === 1 ? "Oui, garder ce papier" : `Oui, garder ${papers} papiers`),
    none: "Il manque un papier à garder",
  },

  kinds: {
    jpeg: "une photo JPEG",
    png: "une image PNG",
    gif: "une image GIF",
    webp: "une image WebP",
    avif: "une image AVIF",
    heic: "une photo HEIC",
    pdf: "un document PDF",
    zip: "un dossier compressé",
    text: "du texte",
    other: "un autre fichier",
  },

  paper: {
    say: "Voici votre papier. C’est une copie, pas l’original.",
    copy: "Copie, pas l’original",
    opening: "Le papier s’ouvre…",
    big: "Montrer en grand",
    turn: "Tourner",
    save: "Copier",
    saveFile: "Enregistrer sur cet appareil",
    rename: "Nommer",
    move: "Ranger",
    trash: "Jeter",
    notShown: "Ce papier ne s’affiche pas encore ici. Vous pouvez l’enregistrer.",
    brokenPicture: "Cette image ne s’affiche pas. Vous pouvez l’enregistrer.",
    altered: (paper: string) => `« ${paper} » est abîmé : rien n’en est montré.`,
    alteredMore: "Vos autres papiers s’ouvrent. Parlez-en à l’accueil.",
    saveCaution: "Une copie reste sur cet appareil.",
    added: (day: string) => `Ajouté le ${day}`,
  },

  rename: {
    title: "Un autre nom",
    say: "Tapez le nouveau nom du papier.",
    name: "Nom du papier",
    go: "Garder ce nom",
    long: "Ce nom est trop long. Raccourcissez-le.",
  },

  move: {
    title: "Je range où ?",
    say: "Touchez le rangement. Puis touchez le bouton jaune.",
    go: (shelf: string) => `Ranger dans ${shelf}`,
    here: "Le papier est ici",
  },

  bin: {
    title: "Corbeille",
    say: "Voici les papiers jetés. Vous pouvez les remettre.",
    empty: "La corbeille est vide.",
    restore: "Remettre",
    restoreName: (paper: string) => `Remettre ${paper}`,
    trashed: "Papier mis dans la corbeille.",
    restored: "Papier remis à sa place.",
    undo: "Remettre",
    since: (day: string) => `Jeté le ${day}`,
  },

  more: {
    title: "Plus",
    say: "Ici, vous changez la langue, ou vous quittez cet appareil.",
    leave: "Quitter cet appareil",
    leaveWhy: "Cet appareil oublie votre armoire. Vos papiers restent en lieu sûr.",
    unsent: (papers: number) =>
      papers === 1 ? "1 papier n’est pas encore envoyé." : `${papers} papiers ne sont pas encore envoyés.`,
    address: "Adresse de l’armoire",
  },

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
