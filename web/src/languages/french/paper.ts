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
};
