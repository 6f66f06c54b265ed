// Answers for how a stored campaign and its touches look on the outside.
import { verdictView } from '../outreach/verdict-view.js';
import type { Campaign, CampaignAudience } from '../ports/campaign-store.port.js';
import type { Touch, TouchCounts } from '../ports/touch-schedule.port.js';
import { toIso, type Instant } from '../shared/instant.js';
import type { CampaignDto, TouchDto } from './campaign-view.dto.js';
import type { AudienceDto } from './campaign.dto.js';

/** @param counts left out in lists. */
export function campaignView(campaign: Campaign, counts?: TouchCounts): CampaignDto {
  const { id, name, liaId, audience, targetRoles, steps, sender, languages, state, isPlanned } = campaign;
  return {
    id,
    name,
    liaId,
    audience: audienceView(audience),
    targetRoles: [...targetRoles],
    steps: steps.map(({ html, ...step }) => (html === null ? step : { ...step, html })),
    sender: {
      name: sender.name,
      address: sender.address,
      ...(sender.replyTo === null ? {} : { replyTo: sender.replyTo }),
    },
    languages: [...languages],
    state,
    isPlanned,
    createdBy: campaign.createdBy,
    createdAt: toIso(campaign.createdAt),
    launchedAt: campaign.launchedAt === null ? null : toIso(campaign.launchedAt),
    ...(counts === undefined ? {} : { counts: { byState: counts.byState, byReason: counts.byReason } }),
  };
}

function audienceView({ contactIds, filter }: CampaignAudience): AudienceDto {
  if (contactIds !== undefined) return { contactIds: [...contactIds] };
  const { countries, importId, jobTitles } = filter ?? {};
  return {
    filter: {
      ...(countries === undefined ? {} : { countries: [...countries] }),
      ...(importId === undefined ? {} : { importId }),
      ...(jobTitles === undefined ? {} : { jobTitles: [...jobTitles] }),
    },
  };
}

type TouchTime = 'dueAt' | 'claimedAt' | 'startedAt' | 'settledAt';

const touchTimes: readonly TouchTime[] = ['dueAt', 'claimedAt', 'startedAt', 'settledAt'];

export function touchView(touch: Touch): TouchDto {
  const { id, contactId, step, channel, state, messageId, smtp, verdicts } = touch;
  const times = touchTimes
    .map((name): [TouchTime, Instant | null] => [name, touch[name]])
    .flatMap(([name, at]) => (at === null ? [] : [[name, toIso(at)]]));
  return {
    id,
    contactId,
    step: step + 1,
    channel,
    state,
    ...(messageId === null ? {} : { messageId }),
    ...(Object.fromEntries(times) as Partial<Record<TouchTime, string>>),
    ...(smtp === null ? {} : { smtp }),
    verdicts: verdicts.map(verdictView),
  };
}
