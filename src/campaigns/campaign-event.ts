// Answers for the audit events of campaigns.
import type { Campaign } from '../ports/campaign-store.port.js';
import type { AuditEvent } from '../shared/audit-leaf.js';
import { newId, type AccountId, type LeafId } from '../shared/ids.js';
import type { Instant } from '../shared/instant.js';

export type CampaignEventType =
  | 'campaign.drafted'
  | 'campaign.launched'
  | 'campaign.paused'
  | 'campaign.resumed'
  | 'campaign.stopped'
  | 'campaign.previewed'
  | 'campaign.gate_closed'
  | 'campaign.gate_opened';

/** Who did it, and when. */
export interface CampaignDoer {
  readonly accountId: AccountId;
  readonly at: Instant;
}

export function campaignEvent(
  type: CampaignEventType,
  campaign: Pick<Campaign, 'id' | 'liaId'>,
  doer: CampaignDoer & { readonly refs?: AuditEvent['refs'] },
): AuditEvent {
  return {
    id: newId<LeafId>(),
    type,
    at: doer.at,
    actor: `account:${doer.accountId}`,
    refs: { campaignId: campaign.id, liaId: campaign.liaId, ...doer.refs },
  };
}
