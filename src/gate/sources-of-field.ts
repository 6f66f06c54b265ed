// Answers for which sources stand behind a stored field (P3: every personal field has its provenance).
import type { Channel } from '../shared/channel.js';
import type { ContactFacts, SourceFacts } from './facts.js';

/** The organisation is no person's datum; what the gate itself needs is part of every assessment. */
const personalFields = ['email', 'phone', 'givenName', 'familyName', 'jobTitle'] as const;
type PersonalField = (typeof personalFields)[number];

/** The stored personal fields, and the address of the channel in any case. */
export function fieldsToProve(contact: ContactFacts, channel: Channel): PersonalField[] {
  const address = channel === 'email' ? 'email' : 'phone';
  return personalFields.filter((field) => field === address || contact.storedFields.includes(field));
}

export function showing(contact: ContactFacts, field: PersonalField): SourceFacts[] {
  return contact.sources.filter((source) => source.fields.includes(field));
}
