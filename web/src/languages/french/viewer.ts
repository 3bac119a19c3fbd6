import { apart } from "../apart";

/** A paper on the screen: its pages, nearer and farther, and why it isn't shown. */
export const viewer = {
  viewer: {
    opening: "Le papier s’ouvre…",
    frame: (paper: string) => `Pages de « ${apart(paper)} »`,
    tools: "Regarder le papier",
    page: (page: number, pages: number) => `Page ${page} sur ${pages}`,
    previous: "Précédente",
    next: "Suivante",
    nearer: "Agrandir",
    farther: "Réduire",
    locked: "Ce papier a un mot de passe.",
    password: "Mot de passe du papier",
    passwordStays: "Il reste sur cet appareil.",
    unlock: "Ouvrir ce papier",
    wrong: "Ce n’est pas ce mot de passe. Essayez encore.",
    partial: "Une image de cette page est trop grande pour être montrée.",
    big: "Cette image est trop grande pour cet écran. Vous pouvez l’enregistrer.",
    heic: "Cette photo est au format HEIC. Enregistrez-la pour la voir.",
    trouble: {
      away: "Le lecteur de PDF n’arrive pas. Vérifiez le réseau.",
      slow: "Ce PDF est trop lourd pour cet appareil. Vous pouvez l’enregistrer.",
      broken: "Ce PDF est abîmé. Vous pouvez l’enregistrer.",
      page: "Cette page est abîmée. Vous pouvez enregistrer le papier.",
    },
  },
};
