// Answers for wiring the campaigns' services together.
import { Module } from '@nestjs/common';
import { LiaModule } from '../lia/lia.module.js';
import { FinishCampaign } from '../outreach/finish-campaign.js';
import { OutreachModule } from '../outreach/outreach.module.js';
import { CampaignRecords } from './campaign-records.js';
import { CampaignRunsController } from './campaign-runs.controller.js';
import { CampaignsController } from './campaigns.controller.js';
import { AudienceCheck } from './check-audience.js';
import { DecisionsController } from './decisions.controller.js';
import { DraftCampaignService } from './draft-campaign.service.js';
import { DryRunService } from './dry-run.service.js';
import { AddresseeFinder } from './find-addressee.js';
import { PlanTouchesService } from './plan-touches.service.js';
import { PreviewCampaignService } from './preview-campaign.service.js';
import { SteerCampaignService } from './steer-campaign.service.js';

@Module({
  imports: [LiaModule, OutreachModule],
  controllers: [CampaignsController, CampaignRunsController, DecisionsController],
  providers: [
    CampaignRecords,
    FinishCampaign,
    AudienceCheck,
    DraftCampaignService,
    PlanTouchesService,
    SteerCampaignService,
    PreviewCampaignService,
    AddresseeFinder,
    DryRunService,
  ],
  exports: [CampaignRecords, PlanTouchesService],
})
export class CampaignsModule {}
