// Answers for wiring suppressions.
import { Module } from '@nestjs/common';
import { LiftSuppressionService } from './lift-suppression.service.js';
import { RecordSuppressionService } from './record-suppression.service.js';
import { SuppressionService } from './suppression.service.js';
import { SuppressionsController } from './suppressions.controller.js';
import { ViewSuppressionsService } from './view-suppressions.service.js';

@Module({
  controllers: [SuppressionsController],
  providers: [SuppressionService, RecordSuppressionService, LiftSuppressionService, ViewSuppressionsService],
  exports: [SuppressionService, RecordSuppressionService],
})
export class SuppressionModule {}
