// Answers for campaigns of tests, with their touches and verdicts.
import type { Campaign } from '../../src/ports/campaign-store.port.js';
import type { PlannedTouch } from '../../src/ports/touch-schedule.port.js';
import type { Reason, Verdict } from '../../src/gate/verdict.js';
import { sha256Hex } from '../../src/shared/canonical-json.js';
import {
  newId,
  type AccountId,
  type CampaignId,
  type ContactId,
  type LiaId,
  type TouchId,
} from '../../src/shared/ids.js';
import { rowIdOf } from './contact.builder.js';
import { noon } from './event.builder.js';

export function aCampaign(changes: Partial<Campaign> = {}): Campaign {
  return {
    id: newId(),
    revision: 1,
    state: 'running',
    name: 'Autumn courses',
    liaId: 'lia-1' as LiaId,
    audience: { filter: { countries: ['GB'] } },
    targetRoles: [],
    steps: [{ channel: 'email', subject: 'Hello', html: null, text: '{{> notice}} {{> optOut}}', delayDays: 0 }],
    sender: { name: 'Sam', address: 'sam@courses.example', replyTo: null },
    languages: [],
    plannedUpTo: null,
    isPlanned: true,
    createdBy: 'account-1' as AccountId,
    createdAt: noon,
    launchedAt: noon,
    ...changes,
  };
}

/** The touch of a contact and step; its id follows from them. */
export function aTouch(campaignId: CampaignId, contact: string, changes: Partial<PlannedTouch> = {}): PlannedTouch {
  const step = changes.step ?? 0;
  return {
    id: sha256Hex(`${campaignId} ${contact} ${step}`) as TouchId,
    campaignId,
    contactId: contact as ContactId,
    rowId: rowIdOf(contact),
    step,
    channel: 'email',
    dueAt: noon,
    messageId: `<${contact}@courses.example>`,
    ...changes,
  };
}

export function aVerdict(codes: readonly Reason['code'][] = [], changes: Partial<Verdict> = {}): Verdict {
  return {
    outcome: codes.length === 0 ? 'allow' : 'hold',
    reasons: codes.map((code) => ({ code, effect: 'hold', message: code, citation: null, fix: null, until: null })),
    policyVersion: 'sha256:00',
    liaId: 'lia-1',
    liaVersion: 1,
    decidedAt: noon,
    ...changes,
  };
}
