/** What belongs to the whole account and to this device. */
export const account = {
  more: {
    title: "Plus",
    say: "Ici, vous changez la langue, ou vous quittez cet appareil.",
    leave: "Quitter cet appareil",
    leaveWhy: "Cet appareil oublie votre armoire. Vos papiers restent en lieu sûr.",
    unsent: (papers: number) =>
      papers === 1 ? "1 papier n’est pas encore envoyé." : `${papers} papiers ne sont pas encore envoyés.`,
    address: "Adresse de l’armoire",
  },
};
