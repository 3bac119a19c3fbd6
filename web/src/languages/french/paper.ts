import { apart } from "../apart";

/** One paper. */
export const paper = {
  paper: {
    say: "Voici votre papier. C’est une copie, pas l’original.",
    copy: "Copie, pas l’original",
    opening: "Le papier s’ouvre…",
    big: "Montrer en grand",
    turn: "Tourner",
    save: "Copier",
    saveFile: "Enregistrer sur cet appareil",
    print: "Imprimer",
    printPage: "Imprimer cette page",
    printPageWhy: "Une page à la fois.",
    rename: "Nommer",
    move: "Ranger",
    trash: "Jeter",
    more: "Plus",
    notShown: "Ce papier ne s’affiche pas encore ici. Vous pouvez l’enregistrer.",
    brokenPicture: "Cette image ne s’affiche pas. Vous pouvez l’enregistrer.",
    altered: (paper: string) => `« ${apart(paper)} » est abîmé : rien n’en est montré.`,
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
    go: (shelf: string) => `Ranger dans ${apart(shelf)}`,
    here: "Le papier est ici",
  },

  paperMore: {
    title: "Ce papier",
    say: "Remplacez ce papier, voyez ses versions, ou jetez-le.",
    replace: "Remplacer",
    replaceWhy: "Par une photo ou un fichier plus récent.",
    versions: "Versions",
    versionsWhy: "Voir ou reprendre une ancienne.",
    trash: "Jeter",
    trashWhy: "Il va dans la corbeille. Vous pouvez le remettre.",
    lend: "Prêter",
    lendWhy: "Vous choisissez à qui, et jusqu’à quand.",
  },

  replace: {
    title: "Une nouvelle version",
    say: "Prenez une photo, ou choisissez un fichier. L’ancienne version reste.",
    lead: "L’ancienne version reste dans « Versions ».",
    go: "Oui, remplacer",
    none: "Il manque un papier à garder",
    done: "La nouvelle version est gardée.",
  },

  versions: {
    title: "Versions",
    say: "Voici les versions de ce papier, la plus récente en haut.",
    version: (version: number) => `Version ${version}`,
    current: "Version actuelle",
    line: (day: string, size: string) => `${day}, ${size} Mo`,
    only: "Ce papier a une seule version.",
    restore: "Reprendre cette version",
    restored: "Cette version est de nouveau l’actuelle.",
    of: (paper: string, version: number) => `${apart(paper)}, version ${version}`,
  },
};
