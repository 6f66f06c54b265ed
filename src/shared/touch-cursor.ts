// Answers for the place in a campaign's list of touches: contact and step, because that order has an index already.
import type { ContactId } from './ids.js';

export function touchCursor({ contactId, step }: { readonly contactId: ContactId; readonly step: number }): string {
  return `${contactId}.${step}`;
}

/** A cursor that nobody gave out is read as a place all the same: it can skip touches, never show another campaign's. */
export function readTouchCursor(cursor: string | null): { contactId: string; step: number } {
  if (cursor === null) return { contactId: '', step: -1 };
  const [, contactId, step] = /^(.*)\.(\d{1,9})$/s.exec(cursor) ?? [];
  return { contactId: contactId ?? cursor, step: step === undefined ? -1 : Number(step) };
}
