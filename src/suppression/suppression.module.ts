// Answers for wiring suppressions.
import { Module } from '@nestjs/common';
import { AcceptSuppressionsService } from './imports/accept-suppressions.service.js';
import { FindSuppressionImportsService } from './imports/find-suppression-imports.service.js';
import { RunSuppressionImportService } from './imports/run-suppression-import.service.js';
import { SuppressLinesService } from './imports/suppress-lines.service.js';
import { SuppressionImportRunnerService } from './imports/suppression-import-runner.service.js';
import { SuppressionImportsController } from './imports/suppression-imports.controller.js';
import { LiftSuppressionService } from './lift-suppression.service.js';
import { RecordSuppressionService } from './record-suppression.service.js';
import { SuppressionService } from './suppression.service.js';
import { SuppressionsController } from './suppressions.controller.js';
import { ViewSuppressionsService } from './view-suppressions.service.js';

@Module({
  controllers: [SuppressionImportsController, SuppressionsController],
  providers: [
    SuppressionService,
    RecordSuppressionService,
    LiftSuppressionService,
    ViewSuppressionsService,
    SuppressLinesService,
    RunSuppressionImportService,
    SuppressionImportRunnerService,
    AcceptSuppressionsService,
    FindSuppressionImportsService,
  ],
  exports: [SuppressionService, RecordSuppressionService, AcceptSuppressionsService, SuppressionImportRunnerService],
})
export class SuppressionModule {}
