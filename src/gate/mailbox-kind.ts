// Answers for telling a role mailbox (info@) from the mailbox of a person.

/** Words that name a function, in the languages of the rule table. A word that may be a name is left out. */
const roleWords = new Set(
  [
    'info information infos informacion informazioni informatie hello hi hey hallo hej bonjour hola ciao',
    'contact contacts contactus contacto contatto contatti kontakt kontact yhteys yhteystiedot',
    'office buero bureau oficina ufficio kontor toimisto kancelaria biuro reception empfang accueil receptie',
    'mail email post posta poczta postmaster webmaster hostmaster admin administration administrator verwaltung',
    'sales verkauf vertrieb vente ventes commercial ventas vendite salg forsaljning myynti marketing',
    'support service services kundenservice kundendienst help helpdesk hilfe hjelp hjalp aide ayuda customer care',
    'customerservice customercare enquiries enquiry inquiries inquiry anfrage anfragen questions team general',
    'hr jobs careers career karriere recruitment recruiting personal talent bewerbung emploi people',
    'training learning academy education schulung weiterbildung formation formacion formazione opleiding',
    'billing accounts accounting invoice invoices rechnung rechnungen buchhaltung comptabilite finance finanzen',
    'press presse media pr news newsletter redaktion editor legal privacy datenschutz dpo gdpr security abuse',
    'shop store orders order bestellung web website noreply no-reply company firma zentrale head headoffice',
  ].flatMap((line) => line.split(' ')),
);

/**
 * `generic` only where every word of the local part names a function; a doubt counts as `named`, the stricter kind.
 * @param email any case, with or without a `+tag`.
 */
export function mailboxKind(email: string): 'named' | 'generic' {
  const at = email.lastIndexOf('@');
  const local = (at < 0 ? email : email.slice(0, at)).trim().toLowerCase();
  const [mailbox = ''] = local.split('+');
  if (roleWords.has(mailbox)) return 'generic';
  const words = mailbox.split(/[._-]+/);
  return words.every((word) => roleWords.has(word)) ? 'generic' : 'named';
}
