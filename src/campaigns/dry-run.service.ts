// Answers for a decision on one person that is asked for and changes nothing but the audit log.
import { Injectable } from '@nestjs/common';
import type { Verdict } from '../gate/verdict.js';
import { inForceVersion } from '../lia/lia-state.js';
import { LiaRecords } from '../lia/lia-records.js';
import { DecisionService } from '../outreach/decision.service.js';
import type { Question } from '../outreach/question.js';
import { AuditLog } from '../ports/audit-log.port.js';
import type { Campaign } from '../ports/campaign-store.port.js';
import { Clock } from '../ports/clock.port.js';
import type { Lia } from '../ports/lia-store.port.js';
import type { AuditEvent } from '../shared/audit-leaf.js';
import { InputError, invalidField } from '../shared/errors.js';
import { newId, type CampaignId, type ContactId, type LeafId, type LiaId } from '../shared/ids.js';
import { parseInstant, type Instant } from '../shared/instant.js';
import { CampaignRecords } from './campaign-records.js';
import type { DecisionRequestDto } from './decision-request.dto.js';
import { AddresseeFinder, type Addressee } from './find-addressee.js';

@Injectable()
export class DryRunService {
  constructor(
    private readonly addressees: AddresseeFinder,
    private readonly campaigns: CampaignRecords,
    private readonly lias: LiaRecords,
    private readonly decisions: DecisionService,
    private readonly auditLog: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** @throws InputError INVALID_INPUT, NOT_FOUND */
  async decide(request: DecisionRequestDto, actor: string): Promise<Verdict> {
    requireOne(request, ['contactId', 'address']);
    requireOne(request, ['campaignId', 'liaId']);
    const question = await this.question(request);
    const at = request.at ? instantOf(request.at) : this.clock.now();
    const verdict = await this.decisions.decide(question, at);
    await this.auditLog.append([madeEvent(question, verdict, { actor, at: this.clock.now() })]);
    return verdict;
  }

  private async question(request: DecisionRequestDto): Promise<Question> {
    const { channel, campaignId } = request;
    const campaign = campaignId ? await this.campaigns.get(campaignId as CampaignId) : null;
    const lia = await this.lias.get(campaign?.liaId ?? (request.liaId as LiaId));
    return {
      channel,
      ...(await this.addressee(request)),
      lia,
      campaign,
      step: firstStep(request.channel, campaign),
      callerNumber: channel === 'call' ? callerNumberOf(lia) : null,
      schedule: null,
    };
  }

  private addressee({ contactId, address }: DecisionRequestDto): Promise<Addressee> {
    return contactId ? this.addressees.byId(contactId as ContactId) : this.addressees.byAddress(address ?? '');
  }
}

function firstStep(channel: Question['channel'], campaign: Campaign | null): number | null {
  return channel === 'email' && campaign !== null ? 0 : null;
}

/** A dry run shows no number; the assessment's own stands in, so that what else hinders the call comes to light. */
function callerNumberOf(lia: Lia): string | null {
  return inForceVersion(lia)?.draft.callerNumbers[0] ?? null;
}

function requireOne(
  request: DecisionRequestDto,
  names: readonly ['contactId', 'address'] | readonly ['campaignId', 'liaId'],
): void {
  const given = names.filter((name) => (request[name] ?? null) !== null);
  if (given.length === 1) return;
  const message = `give exactly one of ${names.join(' and ')}`;
  throw new InputError(
    'INVALID_INPUT',
    message,
    names.map((field) => ({ field, code: 'INVALID', message })),
  );
}

function instantOf(text: string): Instant {
  const at = parseInstant(text);
  if (at === null) throw invalidField('at', 'is no time (RFC 3339)');
  return at;
}

function madeEvent(question: Question, verdict: Verdict, doer: { actor: string; at: Instant }): AuditEvent {
  const { channel, contact, campaign } = question;
  return {
    id: newId<LeafId>(),
    type: 'decision.made',
    at: doer.at,
    actor: doer.actor,
    subject: contact?.rowId,
    refs: {
      channel,
      outcome: verdict.outcome,
      reasons: verdict.reasons.map((reason) => reason.code).join(','),
      policyVersion: verdict.policyVersion,
      ...(verdict.liaId === null ? {} : { liaId: verdict.liaId }),
      ...(verdict.liaVersion === null ? {} : { liaVersion: verdict.liaVersion }),
      ...(campaign === null ? {} : { campaignId: campaign.id }),
    },
    ...(contact === null ? {} : { payload: { contactId: contact.id } }),
  };
}
