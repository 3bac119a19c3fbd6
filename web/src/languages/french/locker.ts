/** The open locker: shelves, adding, the bin. */
export const locker = {
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
};
