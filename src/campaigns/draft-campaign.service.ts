// Answers for writing a campaign: what is saved fits its assessment and can be sent.
import { Injectable } from '@nestjs/common';
import { shownVersion } from '../lia/lia-state.js';
import { CampaignStore, type Campaign } from '../ports/campaign-store.port.js';
import { Clock } from '../ports/clock.port.js';
import { LiaStore, type LiaDraft } from '../ports/lia-store.port.js';
import { MessageRenderer } from '../rendering/render-message.js';
import { InputError, invalidField } from '../shared/errors.js';
import { newId, type AccountId, type CampaignId, type LiaId } from '../shared/ids.js';
import type { CampaignDraftDto } from './campaign.dto.js';
import { campaignEvent } from './campaign-event.js';
import { CampaignRecords } from './campaign-records.js';
import { AudienceCheck } from './check-audience.js';
import { checkCampaign } from './check-campaign.js';
import { toCampaignDraft, type CampaignDraft } from './to-campaign-draft.js';

@Injectable()
export class DraftCampaignService {
  constructor(
    private readonly store: CampaignStore,
    private readonly records: CampaignRecords,
    private readonly lias: LiaStore,
    private readonly audience: AudienceCheck,
    private readonly renderer: MessageRenderer,
    private readonly clock: Clock,
  ) {}

  /** @throws InputError with every wrong field */
  async create(dto: CampaignDraftDto, accountId: AccountId): Promise<Campaign> {
    const draft = await this.checked(dto);
    const at = this.clock.now();
    const campaign: Campaign = {
      ...draft,
      id: newId<CampaignId>(),
      revision: 1,
      state: 'draft',
      plannedUpTo: null,
      isPlanned: false,
      createdBy: accountId,
      createdAt: at,
      launchedAt: null,
    };
    await this.store.create(campaign, campaignEvent('campaign.drafted', campaign, { accountId, at }));
    return campaign;
  }

  /** @throws InputError WRONG_STATE once it was launched; CONFLICT where somebody else saved it meanwhile */
  async replace(id: CampaignId, dto: CampaignDraftDto, accountId: AccountId): Promise<Campaign> {
    const present = await this.records.get(id);
    if (present.state !== 'draft') {
      throw new InputError('WRONG_STATE', `a campaign in state ${present.state} cannot be changed`);
    }
    const campaign: Campaign = { ...present, ...(await this.checked(dto)) };
    const event = campaignEvent('campaign.drafted', campaign, { accountId, at: this.clock.now() });
    return this.records.replace(present, { campaign, event });
  }

  /** The same checks again, for an assessment that changed since. @throws InputError */
  recheck(draft: CampaignDraft, assessed: LiaDraft): void {
    checkCampaign(draft, { assessed, supportedLanguages: this.renderer.supportedLanguages });
  }

  private async checked(dto: CampaignDraftDto): Promise<CampaignDraft> {
    this.audience.form(dto.audience);
    const lia = await this.lias.find(dto.liaId as LiaId);
    if (lia === null) throw invalidField('liaId', 'does not exist');
    const assessed = shownVersion(lia).draft;
    const draft = toCampaignDraft(dto, assessed);
    this.recheck(draft, assessed);
    await this.audience.exists(draft.audience);
    return draft;
  }
}
