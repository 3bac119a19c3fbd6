/** "de Karim", "d’Adel": a name comes apart from its sentence, so that its first letter is the second sign. */
export const of = (name: string) => (/^\u2068?[aeiouyhàâäæéèêëîïôöœùûü]/i.test(name) ? `d’${name}` : `de ${name}`);
