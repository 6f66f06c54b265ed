// Answers for the contact itself: stored, in a state that may be used, with an address on the channel (P5; GDPR Art. 18).
import type { Channel } from '../../shared/channel.js';
import type { ContactFacts } from '../facts.js';
import type { Inquiry } from '../inquiry.js';
import { reason } from '../reason.js';
import type { Reason } from '../verdict.js';

export function contactUsable({ facts: { channel, contact } }: Inquiry): Reason[] {
  if (contact === null) return [reason('CONTACT_UNKNOWN')];
  return [...stateReasons(contact), ...addressReasons(channel, contact)];
}

function stateReasons(contact: ContactFacts): Reason[] {
  switch (contact.state) {
    case 'contactable':
      return [];
    case 'quarantined':
      return [reason('CONTACT_QUARANTINED')];
    case 'restricted':
      return [reason('CONTACT_RESTRICTED')];
    case 'erased':
      return [reason('CONTACT_ERASED')];
  }
}

function addressReasons(channel: Channel, contact: ContactFacts): Reason[] {
  const hasAddress = channel === 'email' ? contact.hasEmail : contact.hasPhone;
  const address = channel === 'email' ? 'email address' : 'phone number';
  return hasAddress ? [] : [reason('ADDRESS_MISSING', { slots: { address } })];
}
