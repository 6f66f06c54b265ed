// Answers for call permits of tests.
import type { CallPermit } from '../../src/ports/permit-store.port.js';
import {
  newId,
  type AccountId,
  type CampaignId,
  type ContactId,
  type LiaId,
  type TouchId,
} from '../../src/shared/ids.js';
import type { Instant } from '../../src/shared/instant.js';
import { rowIdOf } from './contact.builder.js';
import { noon } from './event.builder.js';

export function aPermit(changes: Partial<CallPermit> = {}): CallPermit {
  return {
    id: newId(),
    contactId: 'contact-1' as ContactId,
    rowId: rowIdOf('contact-1'),
    touchId: 'touch-1' as TouchId,
    campaignId: 'campaign-1' as CampaignId,
    liaId: 'lia-1' as LiaId,
    callerNumber: '+441172345678',
    issuedTo: 'account-1' as AccountId,
    issuedAt: noon,
    expiresAt: (noon + 300_000) as Instant,
    outcome: null,
    outcomeAt: null,
    ...changes,
  };
}
