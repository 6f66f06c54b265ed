// Answers for the public source of every personal field, and for pages that refuse advertising (P3, G6, A10; cases 19, 20).
import type { Inquiry } from '../inquiry.js';
import { reason } from '../reason.js';
import { fieldsToProve, showing } from '../sources-of-field.js';
import type { Reason } from '../verdict.js';

export function sourcePublic({ facts: { channel, contact } }: Inquiry): Reason[] {
  if (contact === null) return [];
  const missing: string[] = [];
  const hidden: string[] = [];
  for (const field of fieldsToProve(contact, channel)) {
    const sources = showing(contact, field);
    if (sources.length === 0) missing.push(field);
    else if (!sources.some((source) => source.visibility === 'public')) hidden.push(field);
  }
  const reasons: Reason[] = [];
  if (hidden.length > 0) reasons.push(reason('SOURCE_NOT_PUBLIC', { slots: { fields: hidden.join(', ') } }));
  if (contact.sources.some((source) => source.noSolicitation === true)) reasons.push(reason('NO_SOLICITATION'));
  if (missing.length > 0) reasons.push(reason('SOURCE_MISSING', { slots: { fields: missing.join(', ') } }));
  return reasons;
}
