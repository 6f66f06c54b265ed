// Answers for the HTTP side of writing and reading campaigns.
import { Body, Controller, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { CurrentAccount } from '../http/current-account.js';
import { PageQueryDto } from '../http/page-query.dto.js';
import { Roles } from '../http/roles.js';
import { FinishCampaign } from '../outreach/finish-campaign.js';
import type { Account } from '../ports/account-store.port.js';
import { CampaignStore } from '../ports/campaign-store.port.js';
import { TouchSchedule } from '../ports/touch-schedule.port.js';
import type { CampaignId } from '../shared/ids.js';
import { CampaignDraftDto } from './campaign.dto.js';
import { CampaignRecords } from './campaign-records.js';
import { campaignView, touchView } from './campaign-view.js';
import { CampaignDto, CampaignPageDto, TouchPageDto } from './campaign-view.dto.js';
import { DraftCampaignService } from './draft-campaign.service.js';
import { PreviewCampaignService } from './preview-campaign.service.js';
import { PreviewDto } from './preview.dto.js';

@Controller('v1/campaigns')
export class CampaignsController {
  constructor(
    private readonly campaigns: CampaignStore,
    private readonly records: CampaignRecords,
    private readonly touches: TouchSchedule,
    private readonly drafts: DraftCampaignService,
    private readonly previews: PreviewCampaignService,
    private readonly finishCampaign: FinishCampaign,
  ) {}

  /** Lists campaigns. */
  @Get()
  @Roles('sales', 'dpo', 'auditor')
  async list(@Query() page: PageQueryDto): Promise<CampaignPageDto> {
    const { items, nextCursor } = await this.campaigns.list((page.cursor ?? null) as CampaignId | null, page.limit);
    return { items: items.map((campaign) => campaignView(campaign)), nextCursor };
  }

  /** Writes a campaign; nothing is sent before its launch. */
  @Post()
  @Roles('sales')
  async create(@Body() draft: CampaignDraftDto, @CurrentAccount() account: Account): Promise<CampaignDto> {
    const campaign = await this.drafts.create(draft, account.id);
    return campaignView(campaign, await this.touches.counts(campaign.id));
  }

  /** Replaces a campaign that was not launched yet. */
  @Put(':id')
  @Roles('sales')
  async replace(
    @Param('id') id: string,
    @Body() draft: CampaignDraftDto,
    @CurrentAccount() account: Account,
  ): Promise<CampaignDto> {
    const campaign = await this.drafts.replace(id as CampaignId, draft, account.id);
    return campaignView(campaign, await this.touches.counts(campaign.id));
  }

  /** Shows a campaign with counts per touch state and reason. */
  @Get(':id')
  @Roles('sales', 'dpo', 'auditor')
  async show(@Param('id') id: string): Promise<CampaignDto> {
    // Touches also end where nobody asks, by an erasure for example.
    await this.finishCampaign.ifDone(id as CampaignId);
    const campaign = await this.records.get(id as CampaignId);
    return campaignView(campaign, await this.touches.counts(campaign.id));
  }

  /** Lists the campaign's touches, one per contact and step. */
  @Get(':id/touches')
  @Roles('sales', 'dpo', 'auditor')
  async listTouches(@Param('id') id: string, @Query() page: PageQueryDto): Promise<TouchPageDto> {
    const campaign = await this.records.get(id as CampaignId);
    const { items, nextCursor } = await this.touches.list(campaign.id, page.cursor ?? null, page.limit);
    return { items: items.map(touchView), nextCursor };
  }

  /** Shows what a launch now would do; changes nothing. */
  @Post(':id/preview')
  @HttpCode(200)
  @Roles('sales')
  async preview(
    @Param('id') id: string,
    @Query() page: PageQueryDto,
    @CurrentAccount() account: Account,
  ): Promise<PreviewDto> {
    const { cursor, limit } = page;
    return this.previews.preview(id as CampaignId, { accountId: account.id, cursor: cursor ?? null, limit });
  }
}
