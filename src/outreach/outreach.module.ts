// Answers for wiring the send path and the decisions that previews, dry runs and calls share with it.
import { Module } from '@nestjs/common';
import { MessageRenderer } from '../rendering/render-message.js';
import { TemplateSource } from '../ports/template-source.port.js';
import { SuppressionModule } from '../suppression/suppression.module.js';
import { AttemptsInHand } from './attempts-in-hand.js';
import { TouchClaims } from './claim-touch.js';
import { DeadLetters } from './dead-letters.service.js';
import { DecisionService } from './decision.service.js';
import { FactsCollector } from './facts-collector.js';
import { FinishCampaign } from './finish-campaign.js';
import { LaterSteps } from './later-steps.js';
import { MessageBuilder } from './message-builder.js';
import { MessageComposer } from './message-composer.js';
import { OutreachRunner } from './outreach-runner.js';
import { Persistence } from './persistence.js';
import { QueueController } from './queue.controller.js';
import { ReaperService } from './reaper.service.js';
import { RefusedClaim } from './refused-claim.js';
import { SendTouchJob } from './send-touch.job.js';
import { SendTouchService } from './send-touch.service.js';
import { TouchHealer } from './touch-healer.js';
import { TouchOrders } from './touch-order.js';
import { TouchPace } from './touch-pace.js';
import { TouchSettler } from './touch-settler.js';
import { VerdictRecorder } from './verdict-recorder.js';

@Module({
  imports: [SuppressionModule],
  controllers: [QueueController],
  providers: [
    {
      provide: MessageRenderer,
      useFactory: (templates: TemplateSource) => new MessageRenderer(templates),
      inject: [TemplateSource],
    },
    FactsCollector,
    DecisionService,
    DeadLetters,
    MessageBuilder,
    MessageComposer,
    TouchOrders,
    TouchPace,
    TouchClaims,
    RefusedClaim,
    TouchSettler,
    TouchHealer,
    LaterSteps,
    FinishCampaign,
    VerdictRecorder,
    AttemptsInHand,
    Persistence,
    SendTouchService,
    SendTouchJob,
    ReaperService,
    OutreachRunner,
  ],
  exports: [FactsCollector, FinishCampaign, DecisionService, MessageBuilder, MessageRenderer, OutreachRunner],
})
export class OutreachModule {}
