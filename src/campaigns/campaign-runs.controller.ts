// Answers for the HTTP side of steering campaigns: launch, pause, resume, stop.
import { Controller, HttpCode, Param, Post } from '@nestjs/common';
import { CurrentAccount } from '../http/current-account.js';
import { Roles } from '../http/roles.js';
import type { Account } from '../ports/account-store.port.js';
import type { Campaign } from '../ports/campaign-store.port.js';
import { TouchSchedule } from '../ports/touch-schedule.port.js';
import type { CampaignId } from '../shared/ids.js';
import { campaignView } from './campaign-view.js';
import { CampaignDto } from './campaign-view.dto.js';
import { SteerCampaignService } from './steer-campaign.service.js';

@Controller('v1/campaigns/:id')
export class CampaignRunsController {
  constructor(
    private readonly steering: SteerCampaignService,
    private readonly touches: TouchSchedule,
  ) {}

  /** Starts sending; needs an assessment in force. */
  @Post('launch')
  @HttpCode(200)
  @Roles('sales')
  async launch(@Param('id') id: string, @CurrentAccount() account: Account): Promise<CampaignDto> {
    return this.view(await this.steering.launch(id as CampaignId, account.id));
  }

  /** Holds everything; the answer means that nothing starts any more. */
  @Post('pause')
  @HttpCode(200)
  @Roles('sales', 'dpo')
  async pause(@Param('id') id: string, @CurrentAccount() account: Account): Promise<CampaignDto> {
    return this.view(await this.steering.pause(id as CampaignId, account.id));
  }

  /** Goes on; also releases touches of a running campaign that wait for a person. */
  @Post('resume')
  @HttpCode(200)
  @Roles('sales')
  async resume(@Param('id') id: string, @CurrentAccount() account: Account): Promise<CampaignDto> {
    return this.view(await this.steering.resume(id as CampaignId, account.id));
  }

  /** Ends it for ever; the answer means that nothing starts any more. */
  @Post('stop')
  @HttpCode(200)
  @Roles('sales', 'dpo')
  async stop(@Param('id') id: string, @CurrentAccount() account: Account): Promise<CampaignDto> {
    return this.view(await this.steering.stop(id as CampaignId, account.id));
  }

  private async view(campaign: Campaign): Promise<CampaignDto> {
    return campaignView(campaign, await this.touches.counts(campaign.id));
  }
}
