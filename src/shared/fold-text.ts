// Answers for comparing texts without case, the same in every store: no engine's own lower() knows more than ASCII for sure.

/** Trimmed, composed (NFC) and without case; `STRASSE` equals `Straße`. */
export function foldText(text: string): string {
  return text.trim().normalize('NFC').toUpperCase().toLowerCase().normalize('NFC');
}
