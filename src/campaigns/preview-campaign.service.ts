// Answers for showing before a launch who may be contacted, who not and why, and what the messages look like.
import { Injectable } from '@nestjs/common';
import { DecisionService } from '../outreach/decision.service.js';
import { MessageBuilder } from '../outreach/message-builder.js';
import { messageIdOf, touchIdOf } from '../outreach/touch-ids.js';
import { verdictView } from '../outreach/verdict-view.js';
import { AuditLog } from '../ports/audit-log.port.js';
import type { Campaign } from '../ports/campaign-store.port.js';
import { Clock } from '../ports/clock.port.js';
import { ContactStore, type Contact } from '../ports/contact-store.port.js';
import { LiaStore, type Lia } from '../ports/lia-store.port.js';
import type { AccountId, CampaignId } from '../shared/ids.js';
import { audiencePages } from './audience-pages.js';
import { campaignEvent } from './campaign-event.js';
import { CampaignRecords } from './campaign-records.js';
import { PreviewTally } from './preview-tally.js';
import type { PreviewDto, SampleDto } from './preview.dto.js';

export interface PreviewRequest {
  readonly accountId: AccountId;
  readonly cursor: string | null;
  readonly limit: number;
}

@Injectable()
export class PreviewCampaignService {
  constructor(
    private readonly records: CampaignRecords,
    private readonly lias: LiaStore,
    private readonly contacts: ContactStore,
    private readonly decisions: DecisionService,
    private readonly builder: MessageBuilder,
    private readonly auditLog: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** Decides the first step for everybody, as if the campaign were running; totals are over the whole audience. */
  async preview(id: CampaignId, request: PreviewRequest): Promise<PreviewDto> {
    const campaign: Campaign = { ...(await this.records.get(id)), state: 'running' };
    const lia = await this.lias.find(campaign.liaId);
    const tally = new PreviewTally(request);
    const at = this.clock.now();
    const asked = { channel: 'email', lia, campaign, step: 0, callerNumber: null, schedule: null } as const;
    for await (const page of audiencePages(this.contacts, campaign.audience)) {
      for (const contact of page) tally.add(contact, await this.decisions.decide({ ...asked, contact }, at));
    }
    const { accountId } = request;
    await this.auditLog.append([campaignEvent('campaign.previewed', campaign, { accountId, at, refs: tally.totals })]);
    return {
      totals: tally.totals,
      byReason: tally.byReason,
      items: tally.items.map(({ contactId, verdict }) => ({ contactId, verdict: verdictView(verdict) })),
      nextCursor: tally.nextCursor,
      samples: lia === null ? [] : tally.samples.flatMap((contact) => this.samplesOf({ contact, lia, campaign })),
    };
  }

  private samplesOf(about: { contact: Contact; lia: Lia; campaign: Campaign }): SampleDto[] {
    const { contact, campaign } = about;
    return campaign.steps.flatMap((_, step) => {
      const messageId = messageIdOf(touchIdOf(contact.rowId, campaign.id, step), campaign.sender.address);
      const message = this.builder.build({ ...about, step, messageId });
      if (message === null) return [];
      const { subject, text, html } = message;
      return [{ contactId: contact.id, step: step + 1, subject, text, ...(html === null ? {} : { html }) }];
    });
  }
}
