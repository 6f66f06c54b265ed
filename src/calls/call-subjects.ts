// Answers for reading what a call is about: the contact, and its campaign or assessment.
import { Injectable } from '@nestjs/common';
import { inForceVersion } from '../lia/lia-state.js';
import { CampaignStore, type Campaign } from '../ports/campaign-store.port.js';
import { ContactStore, type Contact } from '../ports/contact-store.port.js';
import { LiaStore, type Lia, type LiaDraft } from '../ports/lia-store.port.js';
import { InputError, invalidField, notFound } from '../shared/errors.js';
import type { CampaignId, ContactId, LiaId } from '../shared/ids.js';
import type { CallPermitRequestDto } from './call-permit.dto.js';

export interface CallSubject {
  readonly contact: Contact;
  readonly campaign: Campaign | null;
  readonly lia: Lia;
  readonly liaId: LiaId;
  /** Of the version in force. */
  readonly liaDraft: LiaDraft;
  readonly callerNumber: string;
}

@Injectable()
export class CallSubjects {
  constructor(
    private readonly contacts: ContactStore,
    private readonly campaigns: CampaignStore,
    private readonly lias: LiaStore,
  ) {}

  /** @throws InputError where the request names nothing that exists, or both or neither of campaign and LIA. */
  async read(request: CallPermitRequestDto): Promise<CallSubject> {
    if ((request.campaignId === undefined) === (request.liaId === undefined)) {
      throw invalidField('campaignId', 'give exactly one of campaignId and liaId');
    }
    const contact = await this.contacts.find(request.contactId as ContactId);
    if (contact === null) throw notFound('the contact');
    const campaign = await this.campaignOf(request);
    const liaId = campaign?.liaId ?? (request.liaId as LiaId);
    const lia = await this.lias.find(liaId);
    if (lia === null) throw notFound('the assessment');
    const version = inForceVersion(lia);
    if (version === null) throw new InputError('LIA_NOT_IN_FORCE', 'the assessment is not in force');
    return { contact, campaign, lia, liaId, liaDraft: version.draft, callerNumber: request.callerNumber };
  }

  private async campaignOf(request: CallPermitRequestDto): Promise<Campaign | null> {
    if (request.campaignId === undefined) return null;
    const campaign = await this.campaigns.find(request.campaignId as CampaignId);
    if (campaign === null) throw notFound('the campaign');
    return campaign;
  }
}
