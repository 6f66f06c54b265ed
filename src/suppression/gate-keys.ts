// Answers for the ids of gate rows that stop more than one person: an assessment, a campaign, the whole installation (R14).
import type { CampaignId, GateKey, LiaId } from '../shared/ids.js';

/** Closed while the assessment is withdrawn. */
export function liaGate(id: LiaId): GateKey {
  return `lia:${id}` as GateKey;
}

/** Closed while the campaign is paused or stopped. */
export function campaignGate(id: CampaignId): GateKey {
  return `campaign:${id}` as GateKey;
}

/** Closed while nothing at all may leave. */
export const installationGate = 'installation' as GateKey;
