// Answers for the one form in which what an author writes of a campaign is stored.
import type { Campaign, CampaignAudience, CampaignStep } from '../ports/campaign-store.port.js';
import { parseEmail } from '../shared/canonical-email.js';
import type { ContactId, ImportId, LiaId } from '../shared/ids.js';
import type { LiaDraft } from '../ports/lia-store.port.js';
import type { AudienceDto, CampaignDraftDto, CampaignStepDto, SenderDto } from './campaign.dto.js';

/** The author's part of a campaign. */
export type CampaignDraft = Pick<
  Campaign,
  'name' | 'liaId' | 'audience' | 'targetRoles' | 'steps' | 'sender' | 'languages'
>;

function audienceOf({ contactIds, filter }: AudienceDto): CampaignAudience {
  if (contactIds) return { contactIds: [...new Set(contactIds)] as ContactId[] };
  return {
    filter: {
      ...(filter?.countries ? { countries: filter.countries } : {}),
      ...(filter?.importId ? { importId: filter.importId as ImportId } : {}),
      ...(filter?.jobTitles ? { jobTitles: filter.jobTitles.map((title) => title.trim()) } : {}),
    },
  };
}

function stepOf({ channel, subject, html, text, delayDays }: CampaignStepDto): CampaignStep {
  return { channel, subject, html: html ?? null, text, delayDays };
}

const mailbox = (text: string): string => parseEmail(text)?.address ?? text;

function senderOf({ name, address, replyTo }: SenderDto): Campaign['sender'] {
  return { name: name.trim(), address: mailbox(address), replyTo: replyTo ? mailbox(replyTo) : null };
}

/**
 * @param dto validated.
 * @param assessed bounds of the assessment; its roles are the campaign's where the author names none.
 */
export function toCampaignDraft(dto: CampaignDraftDto, assessed: LiaDraft): CampaignDraft {
  return {
    name: dto.name.trim(),
    liaId: dto.liaId as LiaId,
    audience: audienceOf(dto.audience),
    targetRoles: dto.targetRoles?.map((role) => role.trim()) ?? assessed.bounds.targetRoles,
    steps: dto.steps.map(stepOf),
    sender: senderOf(dto.sender),
    languages: dto.languages ?? [],
  };
}
