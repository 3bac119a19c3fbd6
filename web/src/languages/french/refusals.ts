/** What a person reads when something is refused, by the stable code of the refusal. */
export const frenchRefusals = {
  /* The network and the service */
  network: "Le réseau est coupé. Réessayez dans un moment.",
  unavailable: "Le service fait une pause. Réessayez dans un moment.",
  too_many_tries: "Trop d’essais. Attendez un peu, puis réessayez.",
  disk_full: "Le service manque de place. Rien n’est perdu. Réessayez plus tard.",
  internal: "Ça n’a pas marché. Réessayez.",

  /* Opening */
  sign_in_refused: "Ce nom et ces mots n’ouvrent rien. Vérifiez les deux.",
  handle: "Un nom d’armoire finit par 4 chiffres. Exemple : nadia4821.",
  words_unknown: "Il faut cinq mots de la liste. Vérifiez-les.",
  words_ambiguous: "Écrivez chaque mot en entier.",
  card_group: "Un groupe a une faute. Regardez votre carte.",
  card_check: "Ces groupes ne vont pas ensemble. Vérifiez leur ordre.",
  card_refused: "Cette carte n’ouvre rien ici. Vérifiez l’adresse.",
  other_origin: "Cette carte est pour une autre adresse.",
  no_session: "Votre armoire s’est fermée. Ouvrez-la encore.",
  locked: "Votre armoire est fermée. Ouvrez-la encore.",
  idle: "Personne n’a touché l’écran : votre armoire s’est fermée.",
  left: "Vous avez quitté la page : votre armoire s’est fermée.",
  pocket_code: "Ce n’est pas ce code. Essayez encore.",
  pocket_full: "C’est plein : 20 papiers et 60 Mo au plus.",
  pocket_empty: "Aucun papier n’est gardé ici hors de l’armoire.",
  pocket_locked: "Ces papiers se sont fermés. Tapez leur code.",
  digits: "Ce code a de 4 à 8 chiffres.",

  /* Ways in */
  pin: "Un code a exactement 6 chiffres.",
  passkey_none: "Rien n’est venu de cet appareil. Réessayez, ou ouvrez autrement.",
  passkey_unsupported: "Cet appareil ne sait pas le faire. Choisissez un code.",
  passkey_changes: "Cet appareil répond chaque fois autre chose. Choisissez un code.",
  passkey_refused: "Cette empreinte n’ouvre plus. Ouvrez avec vos mots ou votre carte.",
  last_way_in: "C’est le dernier moyen durable. Il reste.",
  words_first: "Faites d’abord de nouveaux mots, et notez-les.",
  second_step: "Il faut aussi votre deuxième code.",
  second_step_refused: "Ce n’est pas ce code, ou il a déjà servi.",
  second_step_required: "Il faut d’abord mettre un deuxième code.",
  second_step_active: "Le deuxième code est déjà mis.",
  too_many_ways: "Il y a déjà beaucoup de moyens. Retirez-en un.",
  shared_device: "Ce n’est pas votre appareil : rien n’y est gardé.",

  /* Creating */
  sign_up_closed: "Ici, les nouvelles armoires sont fermées.",
  sign_up_code: "Ce n’est pas le bon code. Demandez-le à l’accueil.",
  handle_taken: "Ce nom est déjà pris. Touchez « Un autre ».",

  /* Papers */
  quota_reached: "Votre armoire est pleine. Videz la corbeille, puis réessayez.",
  device_full: "Ce téléphone est plein. Faites de la place, puis réessayez.",
  device_storage: "Cet appareil n’arrive pas à garder ce papier. Réessayez.",
  too_large: "C’est trop grand pour votre armoire.",
  empty_file: "Ce fichier est vide. Il n’y a rien à garder.",
  archive: "Ce fichier n’est pas une archive d’armoire.",
  not_found: "Ce papier n’est plus là.",
  act_refused: "Le service refuse ce changement. Vérifiez l’heure de cet appareil.",
  conflict: "Un autre appareil change la même chose. Réessayez.",
  altered: "Ce papier est abîmé : rien n’en est montré.",
  deletion_due: "La suppression est faite. Elle ne s’arrête plus.",

  /* A service that doesn't keep its promises */
  rolled_back: "Le service montre une ancienne armoire. On n’y touche pas.",
  fork: "Le service montre une autre histoire. On n’y touche pas.",
  altered_log: "Le service montre une armoire changée. Elle reste fermée.",
  origin_refused: "Cette page vient d’une autre adresse. Vérifiez l’adresse.",
  browser: "Ce navigateur est trop ancien. Essayez-en un autre.",
};
