// Answers for the campaign's state: only a running one may touch anybody.
import type { CampaignState } from '../../ports/campaign-store.port.js';
import type { Inquiry } from '../inquiry.js';
import { reason } from '../reason.js';
import type { Reason } from '../verdict.js';

export function campaignRunning({ facts: { campaign } }: Inquiry): Reason[] {
  return campaign === null ? [] : stateReasons(campaign.state);
}

function stateReasons(state: CampaignState): Reason[] {
  switch (state) {
    case 'running':
      return [];
    case 'draft':
    case 'paused':
      return [reason('CAMPAIGN_NOT_RUNNING', { slots: { state } })];
    case 'stopped':
    case 'finished':
      return [reason('CAMPAIGN_ENDED', { slots: { state } })];
  }
}
