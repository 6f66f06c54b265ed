// Answers for wiring calls: permits, their outcomes and screening results.
import { Module } from '@nestjs/common';
import { OutreachModule } from '../outreach/outreach.module.js';
import { SuppressionModule } from '../suppression/suppression.module.js';
import { CallOutcomeService } from './call-outcome.service.js';
import { CallPermitView } from './call-permit-view.js';
import { CallPermitsController } from './call-permits.controller.js';
import { CallSubjects } from './call-subjects.js';
import { IssuePermitService } from './issue-permit.service.js';
import { ScreeningsController } from './screenings.controller.js';
import { ScreeningsService } from './screenings.service.js';

@Module({
  imports: [OutreachModule, SuppressionModule],
  controllers: [CallPermitsController, ScreeningsController],
  providers: [CallSubjects, IssuePermitService, CallOutcomeService, CallPermitView, ScreeningsService],
})
export class CallsModule {}
