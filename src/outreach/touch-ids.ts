// Answers for the ids of touches and messages: made from the person's row, so that a re-import meets the same touch (R23).
import { sha256Hex } from '../shared/canonical-json.js';
import type { CampaignId, LiaId, RowId, TouchId } from '../shared/ids.js';

/** SHA-256 in hex over row, campaign (or LIA, for a call without campaign) and step; never over the contact. */
export function touchIdOf(rowId: RowId, campaignId: CampaignId | LiaId, step: number | `call-${number}`): TouchId {
  return sha256Hex(`touch:${rowId}:${campaignId}:${step}`) as TouchId;
}

/** What a person gets once, whatever row the touch's id was made from: two rows may turn out to be one person (R22). */
export function stepKeyOf(campaignId: CampaignId | LiaId, step: number | `call-${number}`): string {
  return `${campaignId}/${step}`;
}

/** The Message-ID of a touch with angle brackets, the same on every try; at the sender's own domain (RFC 5322, 3.6.4). */
export function messageIdOf(touchId: TouchId, senderAddress: string): string {
  const domain = senderAddress.slice(senderAddress.lastIndexOf('@') + 1);
  return `<${touchId.slice(0, 40)}@${domain}>`;
}
