/** Said before any language is chosen, where the page can't start. Not part of what the page loads: `vite.config.ts` writes it into the page. */
export const browser = {
  title: "L’armoire ne s’ouvre pas ici",
  script: "JavaScript est coupé. L’armoire en a besoin pour s’ouvrir.",
  old: "Ce navigateur est trop ancien. Essayez Firefox ou Chrome, à jour.",
  insecure: "Cette adresse n’est pas protégée. Elle doit commencer par https.",
  partial: "La page n’est pas arrivée en entier. Rechargez-la.",
  reload: "Recharger",
};
